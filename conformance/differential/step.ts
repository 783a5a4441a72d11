import type { Json } from "./json.ts";

/** The kinds that sequences are about. */
export const kinds = {
	configmaps: { apiVersion: "v1", kind: "ConfigMap", prefix: "/api/v1" },
	services: { apiVersion: "v1", kind: "Service", prefix: "/api/v1" },
	pods: { apiVersion: "v1", kind: "Pod", prefix: "/api/v1" },
	deployments: { apiVersion: "apps/v1", kind: "Deployment", prefix: "/apis/apps/v1" },
} as const;

/** The plural of a kind that sequences are about. */
export type Plural = keyof typeof kinds;

/** A change of one place of an object; without a value, its removal. */
export interface Edit {
	readonly path: readonly (string | number)[];
	readonly value?: Json;
}

/** One request of a sequence, as data: it can be printed, stored and sent again. */
export interface Step {
	readonly verb: "POST" | "PUT" | "PATCH" | "DELETE";
	readonly plural: Plural;
	readonly name: string;
	readonly subresource?: "status" | "scale";
	readonly query?: Readonly<Record<string, string>>;
	/** Of a patch. */
	readonly mediaType?: string;
	/** What is sent; `$owner` stands for the uid of the ConfigMap `owner`, which each sequence finds. */
	readonly body?: Json;
	/** What is sent is the object as it is, without its resourceVersion, changed so. */
	readonly edits?: readonly Edit[];
}

/** The short names of the media types of patches. */
export const mediaTypes = {
	json: "application/json-patch+json",
	merge: "application/merge-patch+json",
	strategic: "application/strategic-merge-patch+json",
	apply: "application/apply-patch+yaml",
} as const;
