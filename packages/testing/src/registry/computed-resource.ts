import { adminUser, type User } from "../authentication/user.ts";
import { withWarnings } from "../status/status-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import { checkNamespace } from "./create.ts";
import { presentState } from "./present.ts";
import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import type { ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";
import { readWriteOptions } from "./write-options.ts";

/** What a {@link ComputedResource} answers to. */
export interface ComputedRequest {
	readonly services: Services;
	readonly user: User;
	readonly namespace: string | undefined;
	/** The object whose subresource it is. */
	readonly name: string | undefined;
	/** What the client sent. */
	readonly given: ObjectState;
}

/** Answers a create with an object that is not stored. */
export type ComputedResource = (request: ComputedRequest) => ObjectState;

/** Reads the body of a create, and writes what is computed from it. */
export function compute(
	services: Services,
	resource: ServedResource,
	request: ResourceRequest,
	answer: ComputedResource,
): ResourceAnswer {
	const { reader } = services;
	const { group, version, kind } = resource.api.subresources.find(({ name }) => name === request.subresource)?.kind ?? {
		...resource,
		kind: resource.api.kind,
	};
	const definition =
		request.subresource === undefined ? resource.api.definition : `io.k8s.api.${group.split(".")[0]}.${version}.${kind}`;
	const options = readWriteOptions(request.query, "CreateOptions");
	const read = reader.read({ group, version, kind, definition }, request.body, options.fieldValidation);
	return withWarnings(read.warnings, () => {
		checkNamespace(resource, request.namespace, read.state.metadata);
		const { user = adminUser, namespace, name } = request;
		const state = answer({ services, user, namespace, name, given: read.state });
		return presentState({ kind, apiVersion: `${group}/${version}` }, state, 201, read.warnings);
	});
}
