import { type Application, type Applied, applyConfiguration } from "../ownership/apply-configuration.ts";
import { configurationProblem } from "../ownership/check-configuration.ts";
import { ApplyConflict } from "../ownership/conflicts.ts";
import { conflictsSince, lastAppliedOf, withLastApplied } from "../ownership/last-applied.ts";
import type { Owners } from "../ownership/owner.ts";
import { isMembers, type Members } from "../patch/patch-value.ts";
import { badRequest, untypedError } from "../status/request-errors.ts";
import { failure, type StatusError } from "../status/status-error.ts";
import type { ObjectKind } from "./object-kind.ts";
import type { ReadObject } from "./object-reader.ts";
import type { Services } from "./services.ts";

/** A configuration to be applied to an object of a kind. */
export interface ObjectApplication extends Pick<Application, "owners" | "writer" | "ignored" | "versions" | "force" | "time"> {
	readonly kind: ObjectKind;
	/** The object as clients see it, without its owners. */
	readonly live: Members;
	readonly configuration: Members;
}

/**
 * Applies a configuration to an object, and reads the result.
 *
 * @throws StatusError 400 for a configuration of another kind, 409 for conflicts, 500 for one that its schema does not know.
 */
export function applyObject(services: Services, application: ObjectApplication): { read: ReadObject; owners: Owners } {
	const { kind: expected, configuration, live } = application;
	const { schema } = expected;
	const group = expected.group === "" ? expected.version : `${expected.group}/${expected.version}`;
	const kind = `${expected.group === "" ? "/" : ""}${group}, Kind=${expected.kind}`;
	checkKind(configuration, kind);
	const metadata = isMembers(configuration["metadata"]) ? configuration["metadata"] : {};
	if ((metadata["managedFields"] ?? null) !== null) throw badRequest("metadata.managedFields must be nil");
	const problem = configurationProblem(services.structures, schema, configuration);
	if (problem !== undefined) throw untypedError(`failed to create typed patch object ${named(configuration, kind)}: ${problem}`);
	const applied = attempt({ ...application, structures: services.structures, schema, live });
	// kubectl goes on keeping note of what it applied, where it began to.
	const synchronised = application.writer.manager === "kubectl" && lastAppliedOf(live) !== undefined;
	const object = synchronised ? withLastApplied(applied.object, configuration) : applied.object;
	const refuse = (text: string): StatusError => {
		const found = text.replace(/Go struct field \S+ of type/, "Go value of type");
		const conversion = `to proper version: unable to convert unstructured object to ${kind}: ${found}`;
		return untypedError(`failed to convert new object ${named(configuration, kind)} ${conversion}`);
	};
	const mismatch = expected.mismatch(object);
	if (mismatch !== undefined) throw refuse(mismatch);
	const body = { mediaType: "application/json", value: object, duplicateFields: [] };
	return { read: expected.read(body, "Ignore", { refuse }), owners: applied.owners };
}

/** Applies; what kubectl applied before there was anything like this, and still is so, does not conflict with it. */
function attempt(application: Application): Applied {
	try {
		return applyConfiguration(application);
	} catch (error) {
		if (!(error instanceof ApplyConflict)) throw error;
		const left = application.writer.manager === "kubectl" ? conflictsSince(application, error.owners) : error.owners;
		if (left.size === 0) return applyConfiguration({ ...application, force: true });
		const { causes, message } = new ApplyConflict(left);
		throw failure(409, "Conflict", message, { causes: [...causes] });
	}
}

/** @throws StatusError 400 for another kind than the endpoint's. */
function checkKind({ apiVersion, kind }: Members, expected: string): void {
	const readable = typeof apiVersion !== "string" || apiVersion.split("/").length <= 2;
	const version = typeof apiVersion === "string" && readable ? apiVersion : "";
	const name = typeof kind === "string" && readable ? kind : "";
	const found = `${version.includes("/") ? "" : "/"}${version}, Kind=${name}`;
	if (found !== expected) throw badRequest(`invalid object type: ${found}`);
}

function named(object: unknown, kind: string): string {
	const metadata = isMembers(object) && isMembers(object["metadata"]) ? object["metadata"] : {};
	return `(${textOf(metadata["namespace"])}/${textOf(metadata["name"])}; ${kind})`;
}

function textOf(value: unknown): string {
	return typeof value === "string" ? value : "";
}
