import { loadApiDescription } from "@kubex/openapi";
import { Random } from "../../src/random.ts";
import { Registry } from "../../src/registry/registry.ts";
import type { ResourceBody, ResourceRequest } from "../../src/registry/resource-request.ts";
import { VirtualClock } from "../../src/virtual-clock.ts";

/** JSON as tests look at it. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
	readonly status: number;
	readonly body: Json;
	readonly text: string;
	readonly warnings: readonly string[];
}

/** A registry with a virtual clock, spoken to by method and path. */
export class ClusterState {
	readonly clock: VirtualClock = new VirtualClock();
	readonly registry: Registry;

	constructor(options: { readonly history?: number; readonly garbageCollection?: boolean } = {}) {
		this.registry = new Registry({
			description: loadApiDescription("1.35"),
			clock: this.clock,
			random: new Random(1),
			...options,
		});
	}

	async call(
		method: string,
		path: string,
		value?: unknown,
		repeated: Pick<ResourceBody, "duplicateFields" | "members"> = { duplicateFields: [] },
	): Promise<Answer> {
		return await this.#send(method, path, {
			body: value === undefined ? undefined : { mediaType: "application/json", value, ...repeated },
		});
	}

	/** Sends a patch of any kind. */
	async patch(path: string, mediaType: string, value: unknown): Promise<Answer> {
		return await this.#send("PATCH", path, { patch: { mediaType, read: () => ({ value, duplicateFields: [] }) } });
	}

	async #send(method: string, path: string, content: Pick<ResourceRequest, "body" | "patch">): Promise<Answer> {
		const url = new URL(path, "http://cluster");
		const parts = url.pathname.split("/").slice(1);
		const [group, version] = parts[0] === "api" ? ["", parts[1]] : [parts[1], parts[2]];
		const rest = parts.slice(parts[0] === "api" ? 2 : 3);
		const within = rest[0] === "namespaces" && rest.length > 2 && rest[2] !== "status";
		const namespace = within ? rest[1] : undefined;
		const [resource = "", name, subresource] = within ? rest.slice(2) : rest;
		const answer = await this.registry.handle({
			verb: verbOf(method, name),
			group: group ?? "",
			version: version ?? "",
			resource,
			subresource,
			namespace,
			name,
			query: url.searchParams,
			...content,
			userAgent: "test",
		});
		return { status: answer.status, body: JSON.parse(answer.json), text: answer.json, warnings: answer.warnings };
	}
}

function verbOf(method: string, name: string | undefined): ResourceRequest["verb"] {
	switch (method) {
		case "POST":
			return "create";
		case "PUT":
			return "update";
		case "PATCH":
			return "patch";
		case "DELETE":
			return name === undefined ? "deletecollection" : "delete";
		default:
			return name === undefined ? "list" : "get";
	}
}

export const configMaps = "/api/v1/namespaces/default/configmaps";
export const deployments = "/apis/apps/v1/namespaces/default/deployments";

/** A Deployment that passes the checks. */
export function deployment(name: string, replicas = 1): Json {
	const labels = { app: name };
	const template = { metadata: { labels }, spec: { containers: [{ name: "main", image: "nginx" }] } };
	return { metadata: { name }, spec: { replicas, selector: { matchLabels: labels }, template } };
}
