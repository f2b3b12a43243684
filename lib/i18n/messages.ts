// All words of the site, by language, area and key. Compiled once, so that neither a render nor a browser parses ICU
// syntax; use-intl is bound to the small formatter that reads the result (next.config.ts, vitest.config.ts).
import compile from 'icu-minify/compile'
import deAccount from '@/messages/de/account.json'
import deActivity from '@/messages/de/activity.json'
import deAdmin from '@/messages/de/admin.json'
import deCommon from '@/messages/de/common.json'
import deHelp from '@/messages/de/help.json'
import deLab from '@/messages/de/lab.json'
import deLabLog from '@/messages/de/labLog.json'
import deLanding from '@/messages/de/landing.json'
import deLogin from '@/messages/de/login.json'
import deNote from '@/messages/de/note.json'
import deOffline from '@/messages/de/offline.json'
import dePrivacy from '@/messages/de/privacy.json'
import deProducts from '@/messages/de/products.json'
import deSessionEnd from '@/messages/de/session-end.json'
import deShell from '@/messages/de/shell.json'
import deSessions from '@/messages/de/sessions.json'
import deTrouble from '@/messages/de/trouble.json'
import enAccount from '@/messages/en/account.json'
import enActivity from '@/messages/en/activity.json'
import enAdmin from '@/messages/en/admin.json'
import enCommon from '@/messages/en/common.json'
import enHelp from '@/messages/en/help.json'
import enLab from '@/messages/en/lab.json'
import enLabLog from '@/messages/en/labLog.json'
import enLanding from '@/messages/en/landing.json'
import enLogin from '@/messages/en/login.json'
import enNote from '@/messages/en/note.json'
import enOffline from '@/messages/en/offline.json'
import enPrivacy from '@/messages/en/privacy.json'
import enProducts from '@/messages/en/products.json'
import enSessionEnd from '@/messages/en/session-end.json'
import enShell from '@/messages/en/shell.json'
import enSessions from '@/messages/en/sessions.json'
import enTrouble from '@/messages/en/trouble.json'
import type { Language } from './languages'

const english = {
  account: enAccount,
  activity: enActivity,
  admin: enAdmin,
  common: enCommon,
  help: enHelp,
  lab: enLab,
  labLog: enLabLog,
  landing: enLanding,
  login: enLogin,
  note: enNote,
  offline: enOffline,
  privacy: enPrivacy,
  products: enProducts,
  'session-end': enSessionEnd,
  shell: enShell,
  sessions: enSessions,
  trouble: enTrouble,
}

export type Messages = typeof english
export type Area = keyof Messages

const sources: Record<Language, Messages> = {
  en: english,
  de: {
    account: deAccount,
    activity: deActivity,
    admin: deAdmin,
    common: deCommon,
    help: deHelp,
    lab: deLab,
    labLog: deLabLog,
    landing: deLanding,
    login: deLogin,
    note: deNote,
    offline: deOffline,
    privacy: dePrivacy,
    products: deProducts,
    'session-end': deSessionEnd,
    shell: deShell,
    sessions: deSessions,
    trouble: deTrouble,
  },
}

type Tree = string | { [key: string]: Tree }

function compileTree(tree: Tree): unknown {
  // The branches of a plural come without a prototype, which React hands to no client component; a clone has one.
  if (typeof tree === 'string') return structuredClone(compile(tree))
  return Object.fromEntries(Object.entries(tree).map(([key, below]) => [key, compileTree(below)]))
}

const compiled = new Map<Language, Messages>()

/** Every area's words, compiled: typed as their sources, which is how use-intl derives its keys. */
export function messagesOf(language: Language): Messages {
  const known = compiled.get(language) ?? (compileTree(sources[language]) as Messages)
  compiled.set(language, known)
  return known
}

/** What client components may use, sent with every page: keep it small. */
const clientAreas = ['common', 'offline', 'trouble'] as const satisfies Area[]
/** And on the pages of signed-in people besides. */
const protectedAreas = ['session-end'] as const satisfies Area[]

/** Some areas' words, for client components that only some pages have. */
export function someMessagesOf(language: Language, areas: readonly Area[]): Partial<Messages> {
  const messages = messagesOf(language)
  return Object.fromEntries(areas.map((area) => [area, messages[area]]))
}

export function clientMessagesOf(language: Language, isProtected = false): Partial<Messages> {
  return someMessagesOf(language, isProtected ? protectedAreas : clientAreas)
}
