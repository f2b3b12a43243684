// Preloaded into one replica of a test (NODE_OPTIONS=--import): on SIGUSR2 it fails in the ways no request handler can
// catch: in a timer, in a listener, and in a promise that nobody waits for. The messages carry what must not be logged.
import { EventEmitter } from 'node:events'

process.on('SIGUSR2', () => {
  setTimeout(() => {
    throw new Error('thrown in a timer with ya29.not-for-the-log')
  })
  const emitter = new EventEmitter()
  emitter.on('tick', () => {
    throw new Error('thrown in a listener')
  })
  setImmediate(() => emitter.emit('tick'))
  void Promise.reject(new Error('rejected and forgotten'))
})
