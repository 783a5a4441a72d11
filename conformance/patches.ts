import type { Server } from "./server.ts";

/** JSON as these tests look at it. */
export type Json = ReturnType<typeof JSON.parse>;

/** An object to be patched. */
export interface Patched {
	readonly name: string;
	/** Its path in the API. */
	readonly path: string;
	readonly created: Json;
}

/** What the tests of patches do again and again. */
export interface Patches {
	/** Creates a ConfigMap with a name of its own; the members are added to it. */
	configMap(members: object): Promise<Patched>;
	/** Creates a Deployment whose controller leaves it alone. */
	deployment(): Promise<Patched>;
	/** Sends a patch: a text as it is, anything else as JSON. */
	send(path: string, mediaType: string, patch: unknown): Promise<{ status: number; body: Json; warnings: readonly string[] }>;
	/** The object at a path. */
	read(path: string): Promise<Json>;
}

const labels = { app: "patched" };

/** What is patched: two containers, of which the first has lists of its own, a volume and a toleration. */
const podSpec = {
	schedulerName: "conformance-none",
	containers: [
		{
			name: "main",
			image: "example.com/none:1",
			env: [
				{ name: "A", value: "1" },
				{ name: "B", value: "2" },
			],
			ports: [{ containerPort: 80 }],
		},
		{ name: "side", image: "example.com/none:2" },
	],
	volumes: [{ name: "v", emptyDir: {} }],
	tolerations: [{ key: "a", operator: "Exists" }],
	imagePullSecrets: [{ name: "first" }],
};

/** Makes objects in a namespace and patches them. */
export function patchesOf({ raw }: Pick<Server, "raw">, namespace: string): Patches {
	let count = 0;
	const create = async (collection: string, body: Json): Promise<Patched> => {
		const name = `patched-${count++}`;
		const answer = await raw("POST", collection, { body: { ...body, metadata: { ...body.metadata, name } } });
		if (answer.status !== 201) throw new Error(answer.text);
		return { name, path: `${collection}/${name}`, created: answer.body };
	};
	return {
		configMap: (members) => create(`/api/v1/namespaces/${namespace}/configmaps`, members),
		deployment: () =>
			create(`/apis/apps/v1/namespaces/${namespace}/deployments`, {
				metadata: { labels: { a: "b" } },
				spec: { paused: true, replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } },
			}),
		async send(path, mediaType, patch) {
			const { status, body, headers } = await raw("PATCH", path, { headers: { "content-type": mediaType }, body: patch });
			return { status, body, warnings: [headers["warning"] ?? []].flat() };
		},
		read: async (path) => (await raw("GET", path)).body,
	};
}

/** What the server says of a patch that is no JSON: since 1.37 that alone, before it looks for the object. */
export function brokenPatch(minor: number, problem: string): string {
	return minor >= 37 ? "invalid JSON patch" : problem;
}
