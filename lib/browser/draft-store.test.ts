import { describe, expect, it, vi } from 'vitest'
import { DraftStore } from './draft-store'
import { forgetDrafts } from './forget-drafts'

const dayMilliseconds = 24 * 3600 * 1000

/** A tab's storage, which outlives its pages. */
class FakeStorage {
  getItem(name: string): string | null {
    return Object.hasOwn(this, name) ? (this as unknown as Record<string, string>)[name]! : null
  }
  setItem(name: string, value: string): void {
    Object.assign(this, { [name]: value })
  }
  removeItem(name: string): void {
    Reflect.deleteProperty(this, name)
  }
}

function openTab() {
  const storage = new FakeStorage() as unknown as Storage
  const clock = { now: 1_000_000 }
  return {
    storage,
    clock,
    /** As after a reload: nothing is known but what is stored. */
    loadPage: () =>
      new DraftStore(
        () => storage,
        () => clock.now,
      ),
  }
}

describe('a draft', () => {
  it('is there again after a reload, and says so', () => {
    const { loadPage } = openTab()
    const first = loadPage()
    first.write('ada', 'note', 'For Oma')
    expect(first.read('ada', 'note')).toEqual({ text: 'For Oma', isRestored: false })
    expect(loadPage().read('ada', 'note')).toEqual({ text: 'For Oma', isRestored: true })
  })

  it('is nobody else’s', () => {
    const { loadPage } = openTab()
    loadPage().write('ada', 'note', 'For Oma')
    expect(loadPage().read('grace', 'note')).toBeNull()
    expect(loadPage().read('ada', 'another note')).toBeNull()
  })

  it('is gone once it has been sent', () => {
    const { storage, loadPage } = openTab()
    const page = loadPage()
    page.write('ada', 'note', 'For Oma')
    page.remove('ada', 'note')
    expect(page.read('ada', 'note')).toBeNull()
    expect(loadPage().read('ada', 'note')).toBeNull()
    expect(Object.keys(storage)).toEqual([])
  })

  it.each([
    ['a day', dayMilliseconds],
    ['a clock that was set back', -1],
  ])('is gone after %s, from the storage, too', (_, milliseconds) => {
    const { storage, clock, loadPage } = openTab()
    loadPage().write('ada', 'note', 'For Oma')
    clock.now += milliseconds
    expect(loadPage().read('ada', 'note')).toBeNull()
    expect(Object.keys(storage)).toEqual([])
  })

  it('lasts for a day', () => {
    const { clock, loadPage } = openTab()
    loadPage().write('ada', 'note', 'For Oma')
    clock.now += dayMilliseconds - 1
    expect(loadPage().read('ada', 'note')?.text).toBe('For Oma')
  })

  it.each(['', '{', 'null', '[]', '{"text":1,"savedAt":1000000}', '{"text":"a"}'])(
    'is nothing that was stored otherwise: %j',
    (stored) => {
      const { storage, loadPage } = openTab()
      storage.setItem('gatehouse-draft:ada:note', stored)
      expect(loadPage().read('ada', 'note')).toBeNull()
    },
  )

  it('is kept by the page where the browser stores nothing', () => {
    const forbidden = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    const page = new DraftStore(forbidden, () => 0)
    expect(page.read('ada', 'note')).toBeNull()
    page.write('ada', 'note', 'For Oma')
    expect(page.read('ada', 'note')?.text).toBe('For Oma')
    expect(() => forgetDrafts(null, forbidden)).not.toThrow()
  })

  it('of any length is kept by the page, and stored up to a bound', () => {
    const { storage, loadPage } = openTab()
    const page = loadPage()
    page.write('ada', 'note', 'x'.repeat(20_001))
    expect(page.read('ada', 'note')?.text).toHaveLength(20_001)
    expect(Object.keys(storage)).toEqual([])
  })

  it('is the same object until it changes, and whoever follows is told', () => {
    const page = openTab().loadPage()
    const listener = vi.fn<() => void>()
    const stop = page.subscribe(listener)
    page.write('ada', 'note', 'For Oma')
    expect(page.read('ada', 'note')).toBe(page.read('ada', 'note'))
    page.remove('ada', 'note')
    stop()
    page.write('ada', 'note', 'again')
    expect(listener).toHaveBeenCalledTimes(2)
  })
})

describe('forgetting drafts', () => {
  function withDrafts() {
    const tab = openTab()
    tab.loadPage().write('ada', 'note', 'a')
    tab.loadPage().write('grace', 'note', 'b')
    tab.storage.setItem('something else', 'c')
    return tab.storage
  }

  it('leaves nobody’s after a sign-out, and what is not a draft alone', () => {
    const storage = withDrafts()
    forgetDrafts(null, () => storage)
    expect(Object.keys(storage)).toEqual(['something else'])
  })

  it('leaves those of the user who is signed in', () => {
    const storage = withDrafts()
    forgetDrafts('grace', () => storage)
    expect(Object.keys(storage)).toEqual(['gatehouse-draft:grace:note', 'something else'])
  })

  it('does not take one user for another whose id begins alike', () => {
    const storage = withDrafts()
    forgetDrafts('grac', () => storage)
    expect(Object.keys(storage)).toEqual(['something else'])
  })
})
