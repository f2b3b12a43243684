import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { toCursor } from './product-cursor'
import { parseProductQuery } from './product-query'

const cursor = toCursor({ name: 'Lamp', id: randomUUID() })

function parse(query: string) {
  return parseProductQuery(new URLSearchParams(query))
}

function pointersOf(query: string): string[] {
  try {
    parse(query)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error).toMatchObject({ code: 'invalid_request', status: 400 })
    for (const { detail } of error.faults!) expect(detail).toMatch(/\w/)
    return error.faults!.map((fault) => fault.pointer)
  }
  return []
}

describe('a query for products', () => {
  it('may be empty, and asks for twelve', () => {
    expect(parse('')).toEqual({ limit: 12 })
  })

  it('has a search, a category, a wish for favourites, a cursor and a limit', () => {
    const query = `q=red%20lamp&category=Desk%20and%20Paper&favourite=true&cursor=${cursor}&limit=50`
    expect(parse(query)).toEqual({
      ...{ q: 'red lamp', category: 'Desk and Paper', favourite: true, cursor, limit: 50 },
    })
  })

  it.each(['', 'x'.repeat(101), '%00', 'a%00b'])('is refused with the category %.20j', (name) => {
    expect(pointersOf(`category=${name}`)).toEqual(['#/category'])
  })

  it.each(['', 'false', '1', 'TRUE', 'true%20', 'on'])(
    'is refused where favourite is %j, and not taken for one for everything',
    (text) => {
      expect(pointersOf(`favourite=${text}`)).toEqual(['#/favourite'])
    },
  )

  it.each(['0', '51', '100', '-1', '1.5', '1e1', 'ten', '', '%2010', '٣'])(
    'is refused with the limit %j',
    (limit) => {
      expect(pointersOf(`limit=${limit}`)).toEqual(['#/limit'])
    },
  )

  it.each(['x', '', 'bm90IG91cnM', "'", 'A'.repeat(10_000)])(
    'is refused with the cursor %.20j',
    (text) => {
      expect(pointersOf(`cursor=${text}`)).toEqual(['#/cursor'])
    },
  )

  it('is refused with a search that is too long or no text', () => {
    expect(parse(`q=${'x'.repeat(100)}`)).toMatchObject({ q: 'x'.repeat(100) })
    expect(pointersOf(`q=${'x'.repeat(101)}`)).toEqual(['#/q'])
    expect(pointersOf('q=a%00b')).toEqual(['#/q'])
  })

  it('keeps what SQL, LIKE and HTML would read as their own', () => {
    for (const q of ["'; DROP TABLE products;--", '100%_\\', '<script>', '../../etc/passwd'])
      expect(parse(new URLSearchParams({ q }).toString())).toMatchObject({ q })
  })

  it('is refused with a parameter twice', () => {
    expect(pointersOf('limit=1&limit=2')).toEqual(['#/limit'])
    expect(pointersOf('category=Garden&category=Travel')).toEqual(['#/category'])
  })

  it.each(['Q', 'offset', 'q[]', 'q[$ne]', '__proto__', 'constructor'])(
    'is refused with the unknown parameter %s',
    (name) => {
      expect(pointersOf(`${encodeURIComponent(name)}=1`)).toEqual([`#/${name}`])
    },
  )

  it('points at an unknown parameter as RFC 6901 spells it', () => {
    expect(pointersOf('a/b~c=1')).toEqual(['#/a~1b~0c'])
  })

  it('names every parameter at fault at once', () => {
    expect(pointersOf('limit=0&cursor=x&q=%00&category=&favourite=0').sort()).toEqual([
      ...['#/category', '#/cursor', '#/favourite', '#/limit', '#/q'],
    ])
  })

  it('never repeats a value that it refuses', () => {
    expect(() => parse('limit=hunter2')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    )
  })
})
