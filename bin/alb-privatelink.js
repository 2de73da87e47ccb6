#!/usr/bin/env node
const { main } = require('../dist/main.cjs')

async function run() {
  // Stands where nothing is left to wait for before the command has said how it ended.
  process.exitCode = 1
  process.exitCode = await main(process)
}

void run()
