import type { Admission } from "../admission/admission.ts";
import type { FieldError } from "../status/field-error.ts";
import type { ObjectState } from "../storage/object-state.ts";
import type { Services } from "./services.ts";
import type { ShownForm } from "./shown-form.ts";

/** What the API descriptions do not say about how the server treats the objects of a resource. */
export interface Behaviour {
	/** Whether a replacement may leave out the resourceVersion. */
	readonly unconditionalUpdate: boolean;
	/** Whether a replacement creates the object when there is none. */
	readonly createOnUpdate: boolean;
	/** Whether a deletion that is complete answers with the object rather than a Status. */
	readonly deleteReturnsObject: boolean;
	/** Whether a deletion waits for the object to shut down. */
	readonly graceful: boolean;
	/** Which changes count in `metadata.generation`; `none` leaves it out. */
	readonly generation:
		| "none"
		| "constant"
		| "spec"
		| "specOnceChanged"
		| "specOrAnnotations"
		| "content"
		| "contentOrLabels"
		| "everything";
	/** Which metadata a write through `/status` leaves alone, besides what no client may change. */
	readonly statusKeeps: readonly ("labels" | "annotations" | "ownerReferences" | "finalizers")[];
	/** Whether who writes a status is noted as an owner of such metadata all the same. */
	readonly statusOwnsMetadata?: boolean | undefined;
	/** Fields that a client may select by, besides name and namespace, with their paths in the object; without a path, a field that nothing matches. */
	readonly fieldLabels: Readonly<Record<string, string | undefined>>;
	/** How names are checked. */
	readonly nameRule: "subdomain" | "label" | "serviceLabel" | "pathSegment";
	/** What is wrong with a name beside that. */
	readonly nameErrors?: ((state: ObjectState) => FieldError[]) | undefined;
	/** Paths that may not change once set. */
	readonly immutable: readonly string[];
	/** Fields that may not change once the object says `immutable: true`. */
	readonly freezable?: readonly string[] | undefined;
	/** Which fields the API descriptions are asked about beside {@link Behaviour.validate}: all unless given. */
	readonly described?: ((field: string) => boolean) | undefined;
	/** Checks what the API descriptions do not state. */
	readonly validate?: ((state: ObjectState) => FieldError[]) | undefined;
	/** Checks a status that is written by itself. */
	readonly validateStatus?: ((next: ObjectState, current: ObjectState) => FieldError[]) | undefined;
	/** Whether finalizers need no domain in their names. */
	readonly freeFinalizers?: boolean | undefined;
	/** What there is to remark on an object that is written; one that is new has none before it. */
	readonly remark?: ((next: ObjectState, current: ObjectState | undefined) => string[]) | undefined;
	/** Checks what a new object may not be yet. */
	readonly validateNew?: ((state: ObjectState) => FieldError[]) | undefined;
	/** Checks what a replaced object may not become. */
	readonly validateReplacement?: ((next: ObjectState, current: ObjectState) => FieldError[]) | undefined;
	/** Refuses a new object that is right otherwise, as the plugins of a real server do that only look. */
	readonly admitValid?: Admission | undefined;
	/** Whether the server tells what may not change before what is wrong anyway. */
	readonly changesFirst?: boolean | undefined;
	/** Whether the metadata of a new object is looked at only when nothing else is wrong with it. */
	readonly metadataLast?: boolean | undefined;
	/** Whether the metadata of a replaced object is checked once more, as that of a new one. */
	readonly metadataAgain?: boolean | undefined;
	/**
	 * Gives an object what only one can have at a time.
	 *
	 * @throws StatusError for what another one has.
	 */
	readonly allocate?:
		| ((services: Services, next: ObjectState, current: ObjectState | undefined, dryRun: boolean) => ObjectState)
		| undefined;
	/** Brings an object that is right into the form that it is kept in. */
	readonly settle?: ((state: ObjectState) => ObjectState) | undefined;
	/** How clients see the object, where the server keeps more than it shows; writes begin with what it keeps. */
	readonly shows?: ShownForm | undefined;
	/** Subresources that write a part of the object, each by what differs from the main endpoint. */
	readonly parts?: Readonly<Record<string, Partial<Behaviour>>> | undefined;
	/** What a deletion makes of an object that the server has to clear up after; it goes when its finalizers are gone. */
	readonly markDeleted?: ((state: ObjectState, now: string) => ObjectState) | undefined;
	/** Whether the main endpoint leaves the status to `/status`, where there is one. */
	readonly statusIsolation: boolean;
	/** Members of the status of a new object, whatever was sent. */
	readonly initialStatus?: Readonly<Record<string, unknown>> | undefined;
	/** What becomes of dependents when a deletion does not say; `Orphan` of old kinds only. */
	readonly defaultPropagation?: "Orphan" | undefined;
	/** How the server refuses a field that objects cannot be selected by. */
	readonly unknownFieldText?: "listed" | "unsupported" | "unsupportedForKind" | "unsupportedForGroupKind" | undefined;
	/** What the server would have to do to serve the resource at all; requests get 501. */
	readonly refused?: string | undefined;
	/** What the server would have to do with new objects; without it writes get 501, as nothing is accepted silently. */
	readonly refusedWrites?: string | undefined;
	/** A warning with every answer. */
	readonly warning?: string | undefined;
	/** Whether a new object may bring its status. */
	readonly statusFromClient?: boolean | undefined;
	/** What admission makes of a new object. */
	readonly admitNew?: Admission | undefined;
	/** Paths that nobody owns who writes through the endpoint, besides the status, or through that one the spec. */
	readonly unowned?: readonly string[] | undefined;
	/** Brings what a client sent into the form that is stored, before anybody's fields are noted. */
	readonly convert?: ((state: ObjectState) => ObjectState) | undefined;
	/** Changes a new object further before it is checked and stored. */
	readonly prepareNew?: ((state: ObjectState) => ObjectState) | undefined;
	/** Changes a replaced object further before it is checked and stored. */
	readonly prepareReplacement?: ((next: ObjectState, current: ObjectState) => ObjectState) | undefined;
}

/** Selects by fields under the names that they have in the object. */
export function byPath(...paths: readonly string[]): Behaviour["fieldLabels"] {
	return Object.fromEntries(paths.map((path) => [path, path]));
}

/** How most resources are treated. */
export const commonBehaviour: Behaviour = {
	unconditionalUpdate: true,
	createOnUpdate: false,
	deleteReturnsObject: false,
	graceful: false,
	generation: "none",
	statusKeeps: [],
	fieldLabels: {},
	nameRule: "subdomain",
	immutable: [],
	statusIsolation: true,
};
