import { UnsupportedOperationError } from "../errors/unsupported-operation-error.ts";
import type { RequestScope, SubresourceTarget } from "../object-request.ts";
import type { ApiRequest, Query } from "../request.ts";
import { objectPath } from "../resource-path.ts";
import { withType } from "../with-type.ts";
import { writeQuery } from "../write-options.ts";
import { applyPatchType } from "./apply-patch.ts";
import { builtInGroups } from "./built-in-groups.ts";
import { mergePatchType } from "./merge-patch.ts";
import type { Patch } from "./patch.ts";
import type { PatchOptions } from "./patch-options.ts";
import { strategicMergePatchType } from "./strategic-merge-patch.ts";

// Newer servers take it as well.
const applyPatchTypes: readonly string[] = [applyPatchType, "application/apply-patch+cbor"];

/**
 * Sends a change of an object, or of a subresource of it. A repetition of an apply patch, or of a merge patch with a
 * `resourceVersion`, can do no harm, so the request is marked as idempotent; that of any other patch could undo what somebody else wrote.
 *
 * @throws TypeError for a value that is no patch, an apply patch without a field manager, or any other with `force`.
 * @throws UnsupportedOperationError for a strategic merge patch of a custom resource.
 */
export function patchRequest(
	scope: RequestScope,
	name: string,
	patch: Pick<Patch, "mediaType" | "body">,
	options: PatchOptions,
	subresource?: SubresourceTarget,
): ApiRequest {
	// Plain JavaScript may call without one.
	const { mediaType, body } = (patch ?? {}) as Partial<Patch>;
	if (typeof mediaType !== "string" || body === undefined) {
		throw new TypeError("a patch has a mediaType and a body, such as what mergePatch({ … }) gives");
	}
	const isApply = applyPatchTypes.includes(mediaType);
	if (isApply && (options.fieldManager ?? "") === "") throw new TypeError("an apply patch needs a fieldManager");
	if (!isApply && options.force !== undefined) throw new TypeError(`force is for apply patches only, not for ${mediaType}`);
	if (mediaType === strategicMergePatchType && !builtInGroups.has(scope.resource.group)) {
		throw new UnsupportedOperationError(
			`${scope.resource.kind} of ${scope.resource.group} is a custom resource, which takes no strategic merge patch`,
		);
	}
	return {
		method: "PATCH",
		path: objectPath(scope.resource, scope.namespace, name, subresource?.name),
		query: patchQuery(options),
		body: mediaType === applyPatchType ? withType(subresource?.kind ?? scope.resource, body as object) : body,
		contentType: mediaType,
		idempotent: isApply || (mergePatchTypes.includes(mediaType) && hasResourceVersion(body)),
	};
}

/**
 * Applies a configuration to an object, or to a subresource of it.
 *
 * @throws TypeError for what is no object, a configuration without a name or with `managedFields`, or without a field manager.
 */
export function applyRequest(
	scope: RequestScope,
	configuration: object,
	options: PatchOptions,
	subresource?: SubresourceTarget,
): ApiRequest {
	const { kind } = subresource?.kind ?? scope.resource;
	const body = withType(subresource?.kind ?? scope.resource, configuration);
	const { metadata } = body as { metadata?: { name?: unknown; managedFields?: unknown } };
	if (typeof metadata?.name !== "string") throw new TypeError(`a ${kind} that is applied needs a metadata.name`);
	if (metadata.managedFields !== undefined) {
		throw new TypeError(
			`a ${kind} that was read cannot be applied as it is: it would own every field; extract() gives those that are yours`,
		);
	}
	return patchRequest(scope, metadata.name, { mediaType: applyPatchType, body }, options, subresource);
}

const mergePatchTypes: readonly string[] = [mergePatchType, strategicMergePatchType];

function hasResourceVersion(body: unknown): boolean {
	return typeof (body as { metadata?: { resourceVersion?: unknown } } | null)?.metadata?.resourceVersion === "string";
}

function patchQuery(options: PatchOptions): Query {
	const query = writeQuery(options);
	return options.force === undefined ? query : [...query, ["force", String(options.force)]];
}
