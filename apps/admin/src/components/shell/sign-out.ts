/** Ends the session at the API and leaves for the sign-in page. Gives back a sentence when it could not. */
export async function signOut(): Promise<string | null> {
  const response = await fetch("/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  }).catch(() => null);
  if (!response?.ok) return "Signing out failed: the API does not answer. You are still signed in.";
  // A whole new page, so that nothing read for this operator stays in the browser's memory.
  window.location.assign("/sign-in");
  return null;
}
