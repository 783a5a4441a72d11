import type { KubexError } from "../../core/errors/kubex-error.ts";
import type { WatchDiagnostic } from "../watch/watch-status.ts";

/** What an informer tells of itself as it happens, for logs and metrics. */
export type InformerDiagnostic =
	| WatchDiagnostic
	/** A subscriber's handler threw; the next change was handed to it all the same. Without a key, the subscription has ended. */
	| { readonly type: "handlerError"; readonly key: string | undefined; readonly error: unknown }
	/** An index function threw; the object cannot be found by this index. The message names both. */
	| { readonly type: "indexError"; readonly error: KubexError };
