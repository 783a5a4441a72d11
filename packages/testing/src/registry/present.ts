import type { Status } from "kubex/meta";
import type { Structure } from "../schema/defaults/with-members.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import type { ResourceAnswer } from "./resource-request.ts";
import { type ServedResource, shown, shownState } from "./served-resource.ts";

/** Answers with a stored object. */
export function presentStored(
	resource: ServedResource,
	object: StoredObject,
	status = 200,
	warnings: readonly string[] = [],
): ResourceAnswer {
	const { kind } = resource.api;
	return {
		status,
		json: withKind(kind, resource.apiVersion, shown(resource, object).json),
		...storedForm(resource, () => withKind(kind, resource.apiVersion, object.json)),
		warnings,
	};
}

/** Answers with what has become of an object of a resource that is not stored, such as the result of a dry run. */
export function presentUnstored(
	resource: ServedResource,
	state: ObjectState,
	status = 200,
	warnings: readonly string[] = [],
): ResourceAnswer {
	const kind = { kind: resource.api.kind, apiVersion: resource.apiVersion };
	const stored = storedForm(resource, () => withKind(kind.kind, kind.apiVersion, JSON.stringify(state)));
	const seen = shownState(resource, state);
	return { ...presentState(kind, resource.behaviour.shows?.state(seen) ?? seen, status, warnings), ...stored };
}

/** Answers with an object that is stored nowhere, or in another form. */
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
	return { kind: resource.api.kind, apiVersion: resource.apiVersion, ...shownState(resource, state) };
}

/** An object that was made of what is stored, with the members that say what it is, as the version shows it. */
export function wholeOf(resource: ServedResource, { kind: _kind, apiVersion: _apiVersion, ...state }: Structure): unknown {
	return asClientsSee(resource, state as unknown as ObjectState);
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
	if (resource.custom !== undefined) return presentCustomList(resource, metadata, items);
	const head = `{"kind":"${resource.listKind}","apiVersion":"${resource.apiVersion}","metadata":${JSON.stringify(metadata)},"items":[`;
	const written = (texts: readonly string[]): string => `${head}${texts.join(",")}]}`;
	return {
		status: 200,
		json: written(items.map((item) => shown(resource, item).json)),
		...storedForm(resource, () => written(items.map((item) => item.json))),
		warnings: [],
	};
}

/** Lists of custom kinds say of each item what it is, and always have a place for the token of the next page. */
function presentCustomList(
	{ api, apiVersion, listKind }: ServedResource,
	metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number },
	items: readonly StoredObject[],
): ResourceAnswer {
	const { continue: token = "", ...rest } = metadata;
	const texts = items.map((item) => withKind(api.kind, apiVersion, item.json)).join(",");
	const json = `{"apiVersion":"${apiVersion}","items":[${texts}],"kind":"${listKind}","metadata":${JSON.stringify({ continue: token, ...rest })}}`;
	return { status: 200, json, warnings: [] };
}

/** The text that other forms are made of, where the version is not the one that is stored. */
function storedForm({ conversion }: ServedResource, write: () => string): Pick<ResourceAnswer, "stored"> {
	return conversion === undefined ? {} : { stored: write };
}

function withKind(kind: string, apiVersion: string, json: string): string {
	return `{"kind":"${kind}","apiVersion":"${apiVersion}",${json.slice(1)}`;
}
