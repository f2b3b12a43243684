import { loginRoute } from '@/lib/auth/login-route'
import { startConnect } from '@/lib/auth/start-connect'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = loginRoute(startConnect)
