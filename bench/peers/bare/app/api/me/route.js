export const dynamic = 'force-dynamic'

export function GET() {
  return Response.json({ user: { id: '1', email: 'ada@example.com', name: 'Ada' } })
}
