// E2E_BASE_URL names a deployed site to test, one that signs people in through the local Google. Its Google's address is
// needed for nothing: the browser is led there.

/** The origin of the deployed site under test, or undefined where the tests start sites of their own. */
export const deployedUrl = process.env.E2E_BASE_URL || undefined
