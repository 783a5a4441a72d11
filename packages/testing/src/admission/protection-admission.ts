import { orderMetadata } from "../storage/object-state.ts";
import type { Admission } from "./admission.ts";

/** Keeps a volume or a claim from going while it is in use: a controller removes the finalizer when it is not. */
export function protectionAdmission(finalizer: string): Admission {
	return (_services, state) => {
		const { finalizers = [] } = state.metadata;
		if (finalizers.includes(finalizer)) return state;
		return { ...state, metadata: orderMetadata({ ...state.metadata, finalizers: [...finalizers, finalizer] }) };
	};
}
