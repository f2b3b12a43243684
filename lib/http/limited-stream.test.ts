import { describe, expect, it, vi } from 'vitest'
import { limitStream, readBoundedText } from './limited-stream'

const tooMuch = () => new Error('too much')

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  return new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
        controller.close()
      },
    }),
  ).body!
}

describe('a limited stream', () => {
  it('passes all of what is not too much, and says that it has ended', async () => {
    const onEnd = vi.fn<() => void>()
    const limited = limitStream(streamOf('ab', 'cd'), 4, tooMuch, onEnd)
    expect(await new Response(limited).text()).toBe('abcd')
    await expect.poll(() => onEnd.mock.calls.length).toBe(1)
  })

  it('fails at the first byte too many, and says that it has ended', async () => {
    const onEnd = vi.fn<() => void>()
    const limited = limitStream(streamOf('ab', 'cde'), 4, tooMuch, onEnd)
    await expect(new Response(limited).text()).rejects.toThrow('too much')
    await expect.poll(() => onEnd.mock.calls.length).toBe(1)
  })

  it('ends its source where nobody reads any more', async () => {
    const onEnd = vi.fn<() => void>()
    const onCancel = vi.fn<() => void>()
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1)),
      cancel: onCancel,
    })
    await limitStream(endless, 1_000, tooMuch, onEnd).cancel()
    await expect.poll(() => onEnd.mock.calls.length).toBe(1)
    expect(onCancel).toHaveBeenCalledTimes(1)
  })
})

it('reads no text that is too long', async () => {
  expect(await readBoundedText(streamOf('ab', 'cd'), 4)).toBe('abcd')
  expect(await readBoundedText(streamOf('ab', 'cde'), 4)).toBeNull()
})
