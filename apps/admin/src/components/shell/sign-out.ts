/** Ends the session at the API and leaves for the sign-in page; false when it could not. */
export async function signOut(): Promise<boolean> {
  const response = await fetch("/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  }).catch(() => null);
  if (!response?.ok) return false;
  // A whole new page, so that nothing read for this operator stays in the browser's memory.
  window.location.assign("/sign-in");
  return true;
}
