/**
 * Loaded first (`node --import`) into each process of the bench: it ends when the bench does, however that came about, since its
 * standard input is a pipe that only the bench holds open. A signal would have to be sent by a bench that may be dead.
 */
process.stdin.on('close', () => process.exit()).resume()
process.stdin.unref()
