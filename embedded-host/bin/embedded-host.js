#!/usr/bin/env -S node --max-semi-space-size=8
// A smaller young generation: the host's garbage dies young, and collecting it in smaller pieces takes a third less
// memory and no more time (see docs/performance.md).
'use strict';

const { runCommandLine } = require('../dist/cli.js');

void runCommandLine(process.argv);
