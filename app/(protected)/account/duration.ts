const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

export type Duration = { count: number; unit: (typeof units)[number][0] | 'second' }

/** `604800` → 7 days: in the largest unit that divides it without a rest. The words are "duration" in the area "account". */
export function toDuration(seconds: number): Duration {
  const [unit, size] = units.find(([, length]) => seconds % length === 0) ?? ['second', 1]
  return { count: seconds / size, unit }
}
