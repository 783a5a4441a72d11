import type { ComputedRequest, ComputedResource } from "../../registry/computed-resource.ts";
import { timestamp } from "../../registry/timestamp.ts";
import { type FieldError, invalidValue } from "../../status/field-error.ts";
import { conflict, invalid, notFound } from "../../status/object-errors.ts";
import { badRequest } from "../../status/request-errors.ts";
import { orderMetadata } from "../../storage/object-state.ts";
import type { StoredObject } from "../../storage/stored-object.ts";
import type { Bound } from "../service-account-tokens.ts";

interface TokenRequestSpec {
	readonly audiences?: readonly string[];
	readonly expirationSeconds?: number;
	readonly boundObjectRef?: ObjectReference;
}

interface ObjectReference {
	readonly kind?: string;
	readonly apiVersion?: string;
	readonly name?: string;
	readonly uid?: string;
}

const kind = { group: "authentication.k8s.io", kind: "TokenRequest" };
const shortest = 600;
const longest = 2 ** 32;

/** `token` of a ServiceAccount: issues one. A dry run does as well, as on a real server. */
export const answerTokenRequest: ComputedResource = (request) => {
	const { services, namespace = "", name = "", given } = request;
	const account = services.store.get("/serviceaccounts", `${namespace}/${name}`);
	if (account === undefined) throw notFound({ group: "", resource: "serviceaccounts" }, name);
	const { metadata } = given;
	if (metadata.name && metadata.name !== name) {
		throw invalid(kind, name, [invalidValue("metadata.name", metadata.name, "must match the service account name if specified")]);
	}
	const { authenticator } = services.access;
	const { audiences = [], expirationSeconds: seconds = 3600, boundObjectRef } = (given["spec"] ?? {}) as TokenRequestSpec;
	const errors = durationErrors(seconds);
	if (errors.length > 0) throw invalid(kind, "", errors);
	const { uid } = account.state.metadata;
	if (metadata.uid && metadata.uid !== uid) {
		const text = `the UID in the token request (${metadata.uid}) does not match the UID of the service account (${uid})`;
		throw conflict({ group: kind.group, resource: kind.kind }, name, text);
	}
	const issued = authenticator.serviceAccountTokens.issue({
		serviceAccount: account,
		audiences: audiences.length === 0 ? [authenticator.serviceAccountTokens.key.issuer] : audiences,
		seconds,
		bound: boundObjectRef === undefined ? {} : bind(request, boundObjectRef),
	});
	return {
		metadata: orderMetadata({
			...metadata,
			name,
			namespace,
			...(uid === undefined ? {} : { uid }),
			creationTimestamp: timestamp(services.clock.now()),
		}),
		spec: {
			audiences: audiences.length === 0 ? [authenticator.serviceAccountTokens.key.issuer] : audiences,
			expirationSeconds: seconds,
			boundObjectRef: boundObjectRef ?? null,
		},
		status: { token: issued.token, expirationTimestamp: timestamp(issued.expires) },
	};
};

function durationErrors(seconds: number): FieldError[] {
	const field = "spec.expirationSeconds";
	if (seconds < shortest) return [invalidValue(field, seconds, "may not specify a duration less than 10 minutes")];
	return seconds > longest ? [invalidValue(field, seconds, "may not specify a duration larger than 2^32 seconds")] : [];
}

function bind({ services, namespace, name: account = "" }: ComputedRequest, reference: ObjectReference): Bound {
	const { kind: boundKind = "", apiVersion = "", name = "", uid } = reference;
	const find = (resource: string, key: string): StoredObject => {
		const object = services.store.get(`/${resource}`, key);
		if (object === undefined) throw notFound({ group: "", resource }, name);
		if (uid && uid !== object.state.metadata.uid) {
			const text = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
			throw conflict({ group: "", resource: boundKind }, name, text);
		}
		return object;
	};
	switch (`${apiVersion} ${boundKind}`) {
		case "v1 Secret":
			return { secret: referenceTo(find("secrets", `${namespace}/${name}`)) };
		case "v1 Node":
			return { node: referenceTo(find("nodes", name)) };
		case "v1 Pod": {
			const pod = find("pods", `${namespace}/${name}`);
			const spec = (pod.state["spec"] ?? {}) as { readonly serviceAccountName?: string; readonly nodeName?: string };
			if (spec.serviceAccountName !== account) {
				const text = `cannot bind token for serviceaccount ${JSON.stringify(account)} to pod running with different serviceaccount name.`;
				throw badRequest(text);
			}
			if (!spec.nodeName) return { pod: referenceTo(pod) };
			const node = services.store.get("/nodes", spec.nodeName);
			return { node: node === undefined ? { name: spec.nodeName } : referenceTo(node), pod: referenceTo(pod) };
		}
		default:
			throw badRequest(
				`cannot bind token to object of type ${apiVersion.includes("/") ? "" : "/"}${apiVersion}, Kind=${boundKind}`,
			);
	}
}

function referenceTo({ state }: StoredObject): { readonly name: string; readonly uid: string | undefined } {
	return { name: state.metadata.name ?? "", uid: state.metadata.uid };
}
