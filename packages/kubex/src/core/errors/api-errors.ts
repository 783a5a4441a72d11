import { type ApiErrorInit, KubexApiError } from "./kubex-api-error.ts";
import { brand } from "./kubex-error.ts";
import { isAboutSecrets, maskStatus } from "./mask-secrets.ts";

/** 400: the request is malformed: its body cannot be decoded, or a parameter is invalid. */
export class BadRequestError extends KubexApiError {
	static {
		brand(this, "BadRequestError");
	}
}

/** 401: the server does not accept the credentials, or got none. */
export class UnauthorizedError extends KubexApiError {
	static {
		brand(this, "UnauthorizedError");
	}
}

/** 403: the user may not do this, or an admission rule refused it. */
export class ForbiddenError extends KubexApiError {
	static {
		brand(this, "ForbiddenError");
	}
}

/** 404: the object, its namespace or the whole resource does not exist. */
export class NotFoundError extends KubexApiError {
	static {
		brand(this, "NotFoundError");
	}
}

/** 405: the resource does not have this verb. */
export class MethodNotAllowedError extends KubexApiError {
	static {
		brand(this, "MethodNotAllowedError");
	}
}

/** 406: the server cannot answer in any of the media types that were asked for. */
export class NotAcceptableError extends KubexApiError {
	static {
		brand(this, "NotAcceptableError");
	}
}

/** 409: the object has changed since it was read, or a precondition does not hold. */
export class ConflictError extends KubexApiError {
	static {
		brand(this, "ConflictError");
	}
}

/** 409: an object of this name exists. */
export class AlreadyExistsError extends ConflictError {
	static {
		brand(this, "AlreadyExistsError");
	}
}

/** 410: what was asked for is no longer there. */
export class GoneError extends KubexApiError {
	static {
		brand(this, "GoneError");
	}
}

/** 410: the resource version or the continue token is older than the server's history. */
export class ExpiredError extends GoneError {
	static {
		brand(this, "ExpiredError");
	}
}

/** 413: the body is larger than the server takes (3 MiB). */
export class RequestEntityTooLargeError extends KubexApiError {
	static {
		brand(this, "RequestEntityTooLargeError");
	}
}

/** 415: the server does not read bodies of this media type here. */
export class UnsupportedMediaTypeError extends KubexApiError {
	static {
		brand(this, "UnsupportedMediaTypeError");
	}
}

/** 422: the object is invalid; `status.details.causes` names each field. */
export class UnprocessableEntityError extends KubexApiError {
	static {
		brand(this, "UnprocessableEntityError");
	}
}

/** 429: the server, or a disruption budget, asks to try again later; `retryAfter` says when. */
export class TooManyRequestsError extends KubexApiError {
	static {
		brand(this, "TooManyRequestsError");
	}
}

/** 500: the server failed. */
export class InternalServerError extends KubexApiError {
	static {
		brand(this, "InternalServerError");
	}
}

/** 503: the server, or one that it depends on, does not serve at the moment. */
export class ServiceUnavailableError extends KubexApiError {
	static {
		brand(this, "ServiceUnavailableError");
	}
}

/** 504: the server ran out of time; a write may have happened all the same. */
export class GatewayTimeoutError extends KubexApiError {
	static {
		brand(this, "GatewayTimeoutError");
	}
}

const byCode: ReadonlyMap<number, typeof KubexApiError> = new Map([
	[400, BadRequestError],
	[401, UnauthorizedError],
	[403, ForbiddenError],
	[404, NotFoundError],
	[405, MethodNotAllowedError],
	[406, NotAcceptableError],
	[409, ConflictError],
	[410, GoneError],
	[413, RequestEntityTooLargeError],
	[415, UnsupportedMediaTypeError],
	[422, UnprocessableEntityError],
	[429, TooManyRequestsError],
	[500, InternalServerError],
	[503, ServiceUnavailableError],
	[504, GatewayTimeoutError],
] as const);

/** Makes the error of the class that an HTTP status and its reason ask for; one about Secrets without the objects that the server quotes. */
export function apiError(given: ApiErrorInit): KubexApiError {
	const init = isAboutSecrets(given.request.path) ? { ...given, status: maskStatus(given.status) } : given;
	if (init.status.reason === "AlreadyExists") return new AlreadyExistsError(init);
	if (init.status.reason === "Expired") return new ExpiredError(init);
	return new (byCode.get(init.code) ?? KubexApiError)(init);
}
