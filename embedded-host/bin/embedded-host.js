#!/usr/bin/env -S node --max-semi-space-size=8 --heap-growing-percent=100
// A smaller young generation: the host's garbage dies young. And an old one that is collected when it has doubled, not
// only when it is four times as large. Together they halve the memory under load, and take no more time (see
// docs/performance.md).
'use strict';

const { runCommandLine } = require('../dist/cli.js');

void runCommandLine(process.argv);
