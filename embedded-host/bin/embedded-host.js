#!/usr/bin/env node
'use strict';

const { runCommandLine } = require('../dist/cli.js');

void runCommandLine(process.argv);
