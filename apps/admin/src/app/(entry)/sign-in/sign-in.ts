/** Signs in. Returns `null` when it worked, else the sentence to show. */
export async function signIn({
  email,
  password,
}: {
  email: string;
  password: string;
}): Promise<string | null> {
  let response: Response;
  try {
    response = await fetch("/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
  } catch {
    return "The admin cannot be reached. Check your connection and try again.";
  }
  if (response.ok) return null;
  if (response.status === 401) return "E-mail or password is wrong.";
  if (response.status === 429) return tooManyTries(response.headers);
  if (response.status === 502) return "The API does not answer. It may be restarting; try again in a moment.";
  if (response.status === 403) return "This address of the admin is not one that the API trusts.";
  return "Signing in failed. Try again, and tell your administrator if it stays so.";
}

function tooManyTries(headers: Headers): string {
  const seconds = Number(headers.get("x-retry-after") ?? headers.get("retry-after"));
  if (!Number.isFinite(seconds) || seconds <= 0) return "Too many tries. Wait a while and try again.";
  const wait = seconds < 120 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return `Too many tries. Try again in ${wait}.`;
}
