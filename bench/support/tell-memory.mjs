// Loaded before the program (--import): tells at the end how much memory the process held at most, in kB.
process.on('exit', () => process.send({ maxRSS: process.resourceUsage().maxRSS }))
process.channel?.unref()
