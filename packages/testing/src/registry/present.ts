import type { Status } from "kubex/meta";
import type { ObjectState } from "../storage/object-state.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import type { ResourceAnswer } from "./resource-request.ts";
import type { ServedResource } from "./served-resource.ts";

/** Answers with a stored object. */
export function presentStored(
	resource: ServedResource,
	object: StoredObject,
	status = 200,
	warnings: readonly string[] = [],
): ResourceAnswer {
	return { status, json: withKind(resource.api.kind, resource.apiVersion, object.json), warnings };
}

/** Answers with an object that is not stored, such as the result of a dry run. */
export function presentState(
	kind: { readonly kind: string; readonly apiVersion: string },
	state: ObjectState,
	status = 200,
	warnings: readonly string[] = [],
): ResourceAnswer {
	return { status, json: withKind(kind.kind, kind.apiVersion, JSON.stringify(state)), warnings };
}

/** A stored object with the members that say what it is. */
export function asClientsSee(resource: ServedResource, state: ObjectState): Readonly<Record<string, unknown>> {
	return { kind: resource.api.kind, apiVersion: resource.apiVersion, ...state };
}

/** Answers with a Status. */
export function presentStatus(status: Status, warnings: readonly string[] = []): ResourceAnswer {
	return { status: status.code ?? 200, json: JSON.stringify(status), warnings };
}

/** Answers with a list; its items leave out `apiVersion` and `kind`, as those of built-in kinds do. */
export function presentList(
	resource: ServedResource,
	metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number },
	items: readonly StoredObject[],
): ResourceAnswer {
	const head = `{"kind":"${resource.api.kind}List","apiVersion":"${resource.apiVersion}","metadata":${JSON.stringify(metadata)},"items":[`;
	return { status: 200, json: `${head}${items.map((item) => item.json).join(",")}]}`, warnings: [] };
}

function withKind(kind: string, apiVersion: string, json: string): string {
	return `{"kind":"${kind}","apiVersion":"${apiVersion}",${json.slice(1)}`;
}
