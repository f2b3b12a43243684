/** What a person sees where nobody can tell whether they are signed in. Stands alone: no script, no style, no database. */
export const outagePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="10">
<title>Having trouble · Gatehouse</title>
</head>
<body>
<main>
<h1>Gatehouse is having trouble</h1>
<p>You are not signed out. This page tries again by itself in a few seconds.</p>
</main>
</body>
</html>
`
