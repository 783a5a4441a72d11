import { Authenticator, type KnownCredentials } from "../authentication/authenticator.ts";
import { ServiceAccountTokens } from "../authentication/service-account-tokens.ts";
import { SigningKey } from "../authentication/signing-key.ts";
import type { Clock } from "../clock.ts";
import type { Random } from "../random.ts";
import type { Store } from "../storage/store.ts";
import { type Authorizer, alwaysAllow } from "./authorizer.ts";
import { RbacAuthorizer } from "./rbac/rbac-authorizer.ts";

/** How a server decides who may do what. */
export type AuthorizationMode = "RBAC" | "AlwaysAllow";

/** Who comes, and what they may do. */
export interface Access {
	readonly authenticator: Authenticator;
	readonly authorizer: Authorizer;
}

/** What {@link createAccess} works on. */
export interface AccessParts {
	readonly mode: AuthorizationMode;
	readonly known: KnownCredentials;
	readonly store: Store;
	readonly clock: Clock;
	readonly random: Random;
}

/** Puts together what decides about requests, over the objects in a store. */
export function createAccess({ mode, known, store, clock, random }: AccessParts): Access {
	const tokens = new ServiceAccountTokens({ key: new SigningKey(), store, clock, random });
	return {
		authenticator: new Authenticator(known, tokens),
		authorizer: mode === "AlwaysAllow" ? alwaysAllow : new RbacAuthorizer(store),
	};
}
