import { finishLogin } from '@/lib/auth/finish-login'
import { loginRoute } from '@/lib/auth/login-route'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = loginRoute(finishLogin)
