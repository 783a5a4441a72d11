import type { Schema } from "@kubex/openapi";
import { isScalar, zeroOf, zeros } from "./decoder.ts";
import type { WireForms } from "./wire-form.ts";

/** Scalars whose absence the server's inner types do not know, so that what it makes of those has a zero. */
export const zeroedScalars: ReadonlySet<string> = new Set(
	["DeploymentSpec", "ReplicaSetSpec", "StatefulSetSpec"].map((name) => `io.k8s.api.apps.v1.${name}.replicas`),
);

/**
 * What the server writes of an object into which nothing was put: the structures that are always there, and the scalars, lists and maps
 * that are written although they are empty.
 *
 * @param zeroed scalars that are zero rather than absent; none unless given.
 */
export function emptyObject(
	definitions: Readonly<Record<string, Schema>>,
	wireForms: WireForms,
	definition: string,
	zeroed: ReadonlySet<string> = new Set(),
): Record<string, unknown> {
	const object: Record<string, unknown> = {};
	for (const [name, schema] of Object.entries(definitions[definition]?.properties ?? {})) {
		const form = wireForms(definition, name);
		const { ref } = schema;
		if (form?.structure === true) {
			if (ref !== undefined && ref in zeros) object[name] = zeros[ref];
			// Without members it holds any JSON, of which there is none.
			else if (ref === undefined || definitions[ref]?.properties === undefined) object[name] = null;
			else object[name] = emptyObject(definitions, wireForms, ref, zeroed);
		} else if (form?.always === true || zeroed.has(`${definition}.${name}`))
			object[name] = isScalar(schema) && schema.format !== "byte" ? zeroOf(schema) : null;
	}
	return object;
}
