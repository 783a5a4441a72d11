import { type FieldError, invalidValue, notSupported } from "../status/field-error.ts";
import { invalid } from "../status/object-errors.ts";
import { badRequest } from "../status/request-errors.ts";
import { integer } from "./list-options.ts";
import type { ResourceBody } from "./resource-request.ts";
import type { Services } from "./services.ts";
import { dryRunErrors } from "./write-options.ts";

/** What becomes of the dependents of a deleted object. */
export type PropagationPolicy = "Foreground" | "Background" | "Orphan";

/** What a client may ask of a deletion. */
export interface DeletionOptions {
	readonly dryRun: boolean;
	/** Seconds; `undefined` leaves it to the object. */
	readonly gracePeriodSeconds: number | undefined;
	readonly propagationPolicy: PropagationPolicy | undefined;
	readonly uid: string | undefined;
	readonly resourceVersion: string | undefined;
}

const policies = ["Foreground", "Background", "Orphan", "nil"];

/**
 * Reads the options of a deletion from its body or, without one, from its query.
 *
 * @throws StatusError 400 for what cannot be read, 422 for values that the server does not know.
 */
export function readDeletionOptions(services: Services, query: URLSearchParams, body: ResourceBody | undefined): DeletionOptions {
	const given = body === undefined ? fromQuery(query) : fromBody(services, body.value);
	const { dryRun = [], gracePeriodSeconds, propagationPolicy, orphanDependents, preconditions = {} } = given;
	const errors: FieldError[] = [];
	if (propagationPolicy !== undefined && orphanDependents !== undefined) {
		errors.push(
			invalidValue("propagationPolicy", propagationPolicy, "orphanDependents and deletionPropagation cannot be both set"),
		);
	} else if (propagationPolicy !== undefined && !policies.slice(0, 3).includes(propagationPolicy)) {
		errors.push(notSupported("propagationPolicy", propagationPolicy, policies));
	}
	errors.push(...dryRunErrors(dryRun));
	if (errors.length > 0) throw invalid({ group: "meta.k8s.io", kind: "DeleteOptions" }, "", errors);
	const policy = propagationPolicy ?? (orphanDependents === undefined ? undefined : orphanDependents ? "Orphan" : "Background");
	return {
		dryRun: dryRun.length > 0,
		gracePeriodSeconds,
		propagationPolicy: policy as DeletionOptions["propagationPolicy"],
		uid: preconditions.uid,
		resourceVersion: preconditions.resourceVersion,
	};
}

interface Given {
	readonly dryRun?: readonly string[] | undefined;
	readonly gracePeriodSeconds?: number | undefined;
	readonly propagationPolicy?: string | undefined;
	readonly orphanDependents?: boolean | undefined;
	readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string } | undefined;
}

function fromQuery(query: URLSearchParams): Given {
	const grace = query.get("gracePeriodSeconds");
	const orphan = query.get("orphanDependents");
	return {
		dryRun: query.getAll("dryRun"),
		gracePeriodSeconds: grace === null || grace === "" ? undefined : integer(grace),
		propagationPolicy: query.get("propagationPolicy") ?? undefined,
		orphanDependents: orphan === null ? undefined : orphan !== "false" && orphan !== "0" && orphan !== "",
	};
}

function fromBody({ reader }: Services, value: unknown): Given {
	if (typeof value !== "object" || value === null || Array.isArray(value))
		throw badRequest("the body is not a DeleteOptions object");
	const { kind, apiVersion, ...fields } = value as Record<string, unknown>;
	if (kind !== undefined && kind !== "" && kind !== "DeleteOptions") {
		const version = apiVersion || "meta.k8s.io/v1";
		throw badRequest(
			`no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(version)} in scheme "pkg/runtime/scheme.go:111"`,
		);
	}
	const { options, failure } = reader.readDeleteOptions(fields);
	if (failure !== undefined) throw badRequest(failure);
	return options;
}
