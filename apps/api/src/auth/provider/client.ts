import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";

/**
 * The company's identity provider, by OpenID Connect Core 1.0: an authorization code with PKCE, and an ID token whose
 * issuer, audience, nonce, age and signature are judged.
 */

export interface ProviderSettings {
  /** As its ID tokens say it, to the letter. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people call it. */
  name: string;
  /** True where it asks everybody for a second factor, so that its word stands for both. */
  isBoth: boolean;
}

/** Who somebody is by the provider's word. */
export interface ProviderClaims {
  subject: string;
  /** In lower case; null where the provider does not say that it has verified it. */
  email: string | null;
  /** Whether it asked for more than one factor, as it says itself. */
  isBoth: boolean;
}

export interface ProviderClient {
  /** Where a browser goes to sign in. @throws ProviderError where the provider does not answer */
  address(ask: { state: string; nonce: string; verifier: string; redirectUri: string }): Promise<string>;
  /** Who came back. @throws ProviderError where the provider does not answer, or what it gives is not right */
  claims(back: {
    code: string;
    /** The issuer that the answer names; null where it names none. */
    issuer: string | null;
    nonce: string;
    verifier: string;
    redirectUri: string;
  }): Promise<ProviderClaims>;
}

/** `down`: it does not answer, or not as one. `wrong`: its answer is not meant for us, not its own, or too old. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly kind: "down" | "wrong";
  constructor(kind: "down" | "wrong", message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

const metadataShape = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url().optional(),
  jwks_uri: z.url(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
type Metadata = z.infer<typeof metadataShape>;

const tokensShape = z.object({ id_token: z.string(), access_token: z.string().optional() });
const emailShape = z.object({ sub: z.string(), email: z.email(), email_verified: z.literal(true) });

const ANSWER_BYTES_MAX = 256 * 1_024;
const WAIT_MS = 5_000;
const KNOWN_MS = 10 * 60_000;
/** Clocks may differ by so much. */
const TOLERANCE_SECONDS = 60;

export function createProviderClient(
  settings: ProviderSettings,
  { now }: { now: () => Date },
): ProviderClient {
  const { issuer, clientId, clientSecret } = settings;
  let known: { at: number; metadata: Metadata; keys: ReturnType<typeof createRemoteJWKSet> } | null = null;

  async function metadata() {
    const at = now().getTime();
    if (known !== null && at - known.at < KNOWN_MS) return known;
    const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const found = metadataShape.safeParse(await readJson(address, {}));
    if (!found.success) throw new ProviderError("down", "The provider describes itself in another form.");
    // Else another provider's description would be believed.
    if (found.data.issuer !== issuer) throw new ProviderError("wrong", "The provider names another issuer.");
    const keys = createRemoteJWKSet(new URL(found.data.jwks_uri), { timeoutDuration: WAIT_MS });
    known = { at, metadata: found.data, keys };
    return known;
  }

  async function verified(idToken: string, nonce: string): Promise<JWTPayload & { sub: string }> {
    const { keys } = await metadata();
    const { payload } = await jwtVerify(idToken, keys, {
      ...{ issuer, audience: clientId, currentDate: now(), clockTolerance: TOLERANCE_SECONDS },
      ...{ algorithms: ["RS256", "PS256", "ES256", "EdDSA"], maxTokenAge: "10m" },
      requiredClaims: ["sub", "exp", "iat", "nonce"],
    }).catch((error: unknown) => {
      throw new ProviderError("wrong", "The ID token is not right.", { cause: error });
    });
    const { sub, nonce: said, aud, azp } = payload;
    if (said !== nonce) throw new ProviderError("wrong", "The ID token answers another sign-in.");
    if (Array.isArray(aud) && aud.length > 1 && azp !== clientId)
      throw new ProviderError("wrong", "The ID token was made for somebody else.");
    if (sub === undefined) throw new ProviderError("wrong", "The ID token names nobody.");
    return { ...payload, sub };
  }

  return {
    async address({ state, nonce, verifier, redirectUri }) {
      const { authorization_endpoint } = (await metadata()).metadata;
      const url = new URL(authorization_endpoint);
      const asked = {
        ...{ response_type: "code", client_id: clientId, redirect_uri: redirectUri },
        ...{ scope: "openid email profile", state, nonce },
        ...{ code_challenge: await challengeOf(verifier), code_challenge_method: "S256" },
      };
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
      return url.href;
    },
    async claims({ code, issuer: named, nonce, verifier, redirectUri }) {
      const { metadata: about } = await metadata();
      // RFC 9207: an answer of another provider must not be taken to this one.
      if (named === null ? about.authorization_response_iss_parameter_supported === true : named !== issuer)
        throw new ProviderError("wrong", "The answer is another provider's.");
      const isPosted = isOnlyPosted(about);
      const form = new URLSearchParams({
        ...{ grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier },
        ...(isPosted && { client_id: clientId, client_secret: clientSecret }),
      });
      const tokens = tokensShape.safeParse(
        await readJson(about.token_endpoint, {
          method: "POST",
          headers: isPosted ? {} : { authorization: basic(clientId, clientSecret) },
          body: form,
        }),
      );
      if (!tokens.success) throw new ProviderError("wrong", "The provider gave no ID token.");
      const { id_token, access_token } = tokens.data;
      const payload = await verified(id_token, nonce);
      const isBoth = settings.isBoth || (Array.isArray(payload.amr) && payload.amr.includes("mfa"));
      const { userinfo_endpoint } = about;
      const isElsewhere = payload.email === undefined && userinfo_endpoint !== undefined && access_token;
      const said = isElsewhere
        ? await readJson(userinfo_endpoint, { headers: { authorization: `Bearer ${access_token}` } })
        : payload;
      const email = emailShape.safeParse(said);
      const isTheirs = email.success && email.data.sub === payload.sub;
      return { subject: payload.sub, email: isTheirs ? email.data.email.toLowerCase() : null, isBoth };
    },
  };
}

/** OpenID Connect's way where a provider says nothing is HTTP Basic. */
function isOnlyPosted({ token_endpoint_auth_methods_supported: methods }: Metadata): boolean {
  return (
    methods !== undefined &&
    !methods.includes("client_secret_basic") &&
    methods.includes("client_secret_post")
  );
}

function basic(id: string, secret: string): string {
  const encoded = [id, secret].map((part) => encodeURIComponent(part)).join(":");
  return `Basic ${Buffer.from(encoded).toString("base64")}`;
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return Buffer.from(digest).toString("base64url");
}

async function readJson(url: string, init: RequestInit): Promise<unknown> {
  try {
    const headers = { accept: "application/json", ...init.headers };
    const signal = AbortSignal.timeout(WAIT_MS);
    const answer = await fetch(url, { ...init, headers, redirect: "error", signal });
    const text = await answer.text();
    if (text.length > ANSWER_BYTES_MAX) throw new ProviderError("down", "The provider says too much.");
    if (answer.ok) return JSON.parse(text);
    const kind = answer.status < 500 ? "wrong" : "down";
    throw new ProviderError(kind, `The provider answered ${answer.status}.`);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError("down", "The provider does not answer.", { cause: error });
  }
}
