import { startLogin } from '@/lib/auth/start-login'
import { loginRoute } from '@/lib/auth/login-route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = loginRoute(startLogin)
