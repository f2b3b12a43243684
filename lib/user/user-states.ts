/** What a list of users may be narrowed to. */
export const userStates = ['all', 'active', 'blocked', 'admins'] as const

export type UserState = (typeof userStates)[number]
