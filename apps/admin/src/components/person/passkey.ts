/**
 * What the browser and a device say to each other about passkeys. Bytes go to the API and come from it in base64url.
 */

/** Whether this browser can, and the page was opened by the host that passkeys are bound to. */
export function passkeysWork(host: string | null): boolean {
  return (
    typeof PublicKeyCredential === "function" && window.isSecureContext && window.location.hostname === host
  );
}

interface MadePasskey {
  credentialId: string;
  clientData: string;
  authenticatorData: string;
  publicKey: string;
}

/** Asks a device for a passkey; null where the person changed their mind, or the device has one already. */
export async function makePasskey(start: {
  challenge: string;
  host: string;
  handle: string;
  account: string;
  name: string;
  algorithms: readonly number[];
  known: readonly string[];
}): Promise<MadePasskey | null> {
  const made = await navigator.credentials
    .create({
      publicKey: {
        challenge: bytesOf(start.challenge),
        rp: { id: start.host, name: "Parley" },
        user: { id: bytesOf(start.handle), name: start.account, displayName: start.name },
        pubKeyCredParams: start.algorithms.map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: start.known.map((id) => ({ type: "public-key", id: bytesOf(id) })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        attestation: "none",
      },
    })
    .catch(() => null);
  if (!(made instanceof PublicKeyCredential)) return null;
  const { response } = made;
  if (!(response instanceof AuthenticatorAttestationResponse)) return null;
  const publicKey = response.getPublicKey();
  if (publicKey === null) return null;
  return {
    credentialId: textOf(made.rawId),
    clientData: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.getAuthenticatorData()),
    publicKey: textOf(publicKey),
  };
}

/** Lets the person choose a passkey, and the device sign with it; null where they changed their mind. */
export async function signWithPasskey({ challenge, host }: { challenge: string; host: string }) {
  const given = await navigator.credentials
    .get({ publicKey: { challenge: bytesOf(challenge), rpId: host, userVerification: "required" } })
    .catch(() => null);
  if (!(given instanceof PublicKeyCredential)) return null;
  const { response } = given;
  if (!(response instanceof AuthenticatorAssertionResponse)) return null;
  return {
    credentialId: textOf(given.rawId),
    clientData: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    ...(response.userHandle !== null && { handle: textOf(response.userHandle) }),
  };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (each) => each.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(bytes), (each) => String.fromCharCode(each)).join("");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
