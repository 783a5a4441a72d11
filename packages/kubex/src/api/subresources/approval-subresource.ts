import type { CallOptions } from "../../core/call-options.ts";
import type { KubernetesObject } from "../../core/kubernetes-object.ts";
import type { WriteOptions } from "../../core/write-options.ts";
import type { InNamespace } from "../capabilities.ts";
import type { Subresource } from "./subresource.ts";

/** Why a certificate is signed, or not. */
export interface Decision {
	/** A word for programs. Default: `ApprovedByKubex` or `DeniedByKubex`. */
	readonly reason?: string | undefined;
	/** A sentence for people. Default: none. */
	readonly message?: string | undefined;
}

/** Decides on requests for certificates. */
export interface ApprovalSubresource<K extends KubernetesObject, S extends KubernetesObject> extends Subresource<K, S> {
	/**
	 * Has the certificate signed; made anew when somebody else writes in between. Nothing is written when it was approved before.
	 *
	 * @throws UnprocessableEntityError when it was denied, ForbiddenError when the user may not approve for this signer.
	 *
	 * @example
	 * ```ts no-run: there is no request for a certificate
	 * import { CertificateSigningRequest } from "kubex/k8s/v1_35/certificates/v1";
	 *
	 * await new Api(CertificateSigningRequest, { client }).approval.approve("jane", { message: "known to the team" });
	 * ```
	 *
	 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#approval-rejection
	 */
	approve(name: string, options?: Decision & WriteOptions & CallOptions & InNamespace<K>): Promise<S>;

	/**
	 * Refuses the certificate for good.
	 *
	 * @throws As `approve` does; UnprocessableEntityError when it was approved.
	 *
	 * @example
	 * ```ts no-run: there is no request for a certificate
	 * import { CertificateSigningRequest } from "kubex/k8s/v1_35/certificates/v1";
	 *
	 * await new Api(CertificateSigningRequest, { client }).approval.deny("jane", { message: "unknown" });
	 * ```
	 */
	deny(name: string, options?: Decision & WriteOptions & CallOptions & InNamespace<K>): Promise<S>;
}
