import type { KubernetesObject, ScopeOf, SubresourcesOf } from "./kubernetes-object.ts";
import { type Resource, resource, type Verb } from "./resource.ts";

/**
 * How objects of a custom kind are addressed. What the kind's type says already, such as a literal `apiVersion`, is checked against it.
 */
export interface ResourceAddress<K extends KubernetesObject> {
	/** API group, such as `example.com`. */
	readonly group: K["apiVersion"] extends `${infer Group}/${string}` ? Group : string;
	/** Version within the group, such as `v1`. */
	readonly version: K["apiVersion"] extends `${string}/${infer Version}` ? Version : string;
	/** The kind's name, such as `Widget`. */
	readonly kind: K["kind"];
	/** The name in the URL, such as `widgets`. */
	readonly plural: string;
	/** Whether objects live in namespaces. */
	readonly scope: ScopeOf<K>;
}

type SubresourceName<K> = keyof SubresourcesOf<K> & string;

/** Each list that has all of the names; from the fourth on, of which no definition has one, it has one of the rest at least. */
type EveryOrder<Names extends string, Rest extends string = Names, Before extends readonly string[] = []> = [Names] extends [
	never,
]
	? Readonly<Before>
	: Before["length"] extends 3
		? readonly [...Before, Names, ...Names[]]
		: Names extends Names
			? EveryOrder<Exclude<Rest, Names>, Exclude<Rest, Names>, [...Before, Names]>
			: never;

/** How objects of a custom kind are addressed, and what its endpoint answers: all that its type says. */
export type ResourceDefinition<K extends KubernetesObject> = ResourceAddress<K> &
	([SubresourceName<K>] extends [never]
		? { readonly subresources?: readonly [] | undefined }
		: string extends SubresourceName<K>
			? { readonly subresources?: readonly string[] | undefined }
			: {
					/** The names of the kind's subresources, such as `["status", "scale"]`, in any order. */
					readonly subresources: EveryOrder<SubresourceName<K>>;
				});

/**
 * Makes the value of a custom kind whose type was written by hand. `Api`, informers and everything else take it as they take a
 * generated kind. Nothing is sent: whether the server serves the kind, the first call shows.
 *
 * @throws TypeError for a definition that no server could have, with the member that is wrong.
 *
 * @example
 * ```ts
 * interface Widget extends CustomObject<"Namespaced", "status" | "scale"> {
 *   spec: { size: number };
 *   status?: { ready: boolean };
 * }
 * const Widget = defineResource<Widget>({
 *   group: "example.com",
 *   version: "v1",
 *   kind: "Widget",
 *   plural: "widgets",
 *   scope: "Namespaced",
 *   subresources: ["status", "scale"],
 * });
 * const widgets = new Api(Widget, { client, namespace: "default" });
 * widgets.resource.plural; // => "widgets"
 * ```
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export function defineResource<K extends KubernetesObject>(definition: ResourceDefinition<K>): Resource<K> {
	const { group, version, kind, plural, scope } = definition;
	const { subresources = [] } = definition as { readonly subresources?: readonly string[] | undefined };
	for (const { name, value, pattern, example } of [
		{ name: "group", value: group, pattern: subdomain, example: "example.com" },
		{ name: "version", value: version, pattern: label, example: "v1" },
		{ name: "kind", value: kind, pattern: kindName, example: "Widget" },
		{ name: "plural", value: plural, pattern: label, example: "widgets" },
		...subresources.map((given, i) => ({ name: `subresources[${i}]`, value: given, pattern: label, example: "status" })),
	]) {
		if (typeof value !== "string" || !pattern.test(value)) {
			throw new TypeError(`${name} must be such as ${JSON.stringify(example)}, not ${shown(value)}`);
		}
	}
	if (scope !== "Namespaced" && scope !== "Cluster") {
		throw new TypeError(`scope must be "Namespaced" or "Cluster", not ${shown(scope)}`);
	}
	return resource<K>({
		group,
		version,
		kind,
		plural,
		scope,
		verbs: [...everyVerb],
		subresources: Object.fromEntries(subresources.map((name) => [name, subresourceVerbs(name)])),
	});
}

const label = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const kindName = /^[A-Za-z](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;

const everyVerb = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"] as const;

/** A definition's own subresources are read and written; those of servers that join the API may do more. */
function subresourceVerbs(name: string): Verb[] {
	return name === "status" || name === "scale" ? ["get", "patch", "update"] : ["create", "delete", "get", "patch", "update"];
}

function shown(value: unknown): string {
	return JSON.stringify(value) ?? typeof value;
}
