import { speak } from '../../src/messages/index.ts'

// Before each file: one that spoke Chinese may have run in the same thread.
await speak('en')
