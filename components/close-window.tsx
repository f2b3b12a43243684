'use client'
import { useEffect } from 'react'

// Long enough for the other tabs to have been told, and for somebody to have read the page.
const delayMilliseconds = 1_500

/** Closes the window where a browser lets a page do that: one that a person has opened stays. */
export function CloseWindow() {
  useEffect(() => {
    const timer = setTimeout(() => window.close(), delayMilliseconds)
    return () => clearTimeout(timer)
  }, [])
  return null
}
