import type { traits } from "./kubernetes-object.ts";
import type { StoredMeta } from "./meta/object-meta.ts";
import type { Scale } from "./meta/scale.ts";
import type { Scope, Verb } from "./resource.ts";

/**
 * An object of a kind that is known at run time only: its metadata is typed, and everything else is `unknown`.
 *
 * @example
 * ```ts
 * const settings: DynamicObject = await (await DynamicApi.find(client, "configmaps", { namespace: "default" })).get("settings");
 * settings.metadata.name; // => "settings"
 * ```
 */
export interface DynamicObject {
	/** Group and version, such as `apps/v1`. */
	apiVersion: string;
	/** The kind's name, such as `Deployment`. */
	kind: string;
	/** Name, labels, owners and the server's book-keeping. */
	metadata: StoredMeta;
	/** Whatever the kind has. */
	[member: string]: unknown;
	/** What the server may offer for the kind; never present at run time. */
	readonly [traits]?: {
		readonly scope: Scope;
		readonly verbs: Verb;
		readonly subresources: DynamicSubresources;
	};
}

/** The subresources of a kind that is known at run time only: any name may be one. */
export interface DynamicSubresources {
	readonly status: DynamicObject;
	readonly scale: Scale;
	readonly [name: string]: DynamicObject | Scale;
}
