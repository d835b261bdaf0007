// Made from docs/api/openapi.json by `node server/openapi.ts`; do not edit.
export interface paths {
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts of the installation, newest first
         * @description Platform administrators only.
         */
        get: operations["getAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the operator tells everybody now */
        get: operations["getAnnouncements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys of your business, newest first; without their secrets
         * @description Needs the permission `api_keys:read`.
         */
        get: operations["getApiKeys"];
        put?: never;
        /**
         * Make a key; it is shown once
         * @description Needs the permission `api_keys:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key at once, everywhere
         * @description Needs the permission `api_keys:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        delete: operations["deleteApiKeyById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a key another secret, shown once; the one before is accepted for a while
         * @description Needs the permission `api_keys:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postApiKeyRotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The key that you call with, and what it may do
         * @description NOT_FOUND when you call as a person.
         */
        get: operations["getApiKeysCurrent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, newest first; with format=csv as a file
         * @description Needs the permission `audit:read`.
         */
        get: operations["getAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description An account with two-factor sign-in is answered with 401 SECOND_FACTOR_REQUIRED and a challenge for the second step; a program may send the code at once as totp.
         */
        post: operations["postAuthLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in by a passkey, without a password
         * @description It counts as both factors: the device has asked its person for a fingerprint, a face or a PIN.
         */
        post: operations["postAuthLoginPasskey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to sign in by a passkey */
        post: operations["postAuthLoginPasskeyOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Second step of a sign-in: the code
         * @description After 401 SECOND_FACTOR_REQUIRED, with its challenge: five minutes, five codes, one session. A code counts once.
         */
        post: operations["postAuthLoginSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["postAuthLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are and what you may do */
        get: operations["getAuthMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your name or language */
        patch: operations["patchAuthMe"];
        trace?: never;
    };
    "/api/v1/auth/me/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Your picture: multipart/form-data with one field named file, a JPEG, PNG or WebP of at most 5 MB
         * @description It is cut to a square of 256 pixels. All your businesses show it.
         */
        post: operations["postAuthMeAvatar"];
        /** Remove your picture */
        delete: operations["deleteAuthMeAvatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change your password; all your sessions end, the answer is a new one */
        post: operations["postAuthPasswordChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link by which you set a new password
         * @description The answer is the same whether somebody has an account with the address or not.
         */
        post: operations["postAuthPasswordForgot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password by the link; all your sessions end */
        post: operations["postAuthPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reauthenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm that it is you, to change keys, credentials or members
         * @description It counts for this session alone. Tries are counted together with those to sign in.
         */
        post: operations["postAuthReauthenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for a new pair
         * @description Programs send refreshToken. A browser sends the header X-Session: cookie here and where it signs in: then the refresh token comes and goes as an HttpOnly, SameSite=Strict cookie, and the member is empty.
         */
        post: operations["postAuthRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a business and its first administrator
         * @description An address that has an account already is answered with 409 EMAIL_TAKEN. So this route tells who has an account, until addresses are confirmed by mail; a network gets that answer 20 times in an hour at most.
         */
        post: operations["postAuthRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are signed in */
        get: operations["getAuthSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out somewhere */
        delete: operations["deleteAuthSessionById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/revoke-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out everywhere but here */
        post: operations["postAuthSessionsRevokeOthers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/switch-tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Work for another of your businesses */
        post: operations["postAuthSwitchTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove your address by the link */
        post: operations["postAuthVerifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get that link again */
        post: operations["postAuthVerifyEmailResend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the bot of your business can do
         * @description Needs the permission `tenant:read`.
         */
        get: operations["getBot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/branches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List branches
         * @description Needs the permission `catalog:read`.
         */
        get: operations["getCatalogBranches"];
        put?: never;
        /**
         * Add a branch
         * @description Needs the permission `catalog:write`.
         */
        post: operations["postCatalogBranches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/branches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a branch that has no orders
         * @description Needs the permission `catalog:write`.
         */
        delete: operations["deleteCatalogBrancheById"];
        options?: never;
        head?: never;
        /**
         * Change a branch, or close it
         * @description Needs the permission `catalog:write`.
         */
        patch: operations["patchCatalogBrancheById"];
        trace?: never;
    };
    "/api/v1/catalog/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List categories
         * @description Needs the permission `catalog:read`.
         */
        get: operations["getCatalogCategories"];
        put?: never;
        /**
         * Add a category
         * @description Needs the permission `catalog:write`.
         */
        post: operations["postCatalogCategories"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete an empty category
         * @description Needs the permission `catalog:write`.
         */
        delete: operations["deleteCatalogCategoryById"];
        options?: never;
        head?: never;
        /**
         * Change a category
         * @description Needs the permission `catalog:write`.
         */
        patch: operations["patchCatalogCategoryById"];
        trace?: never;
    };
    "/api/v1/catalog/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List items
         * @description Needs the permission `catalog:read`.
         */
        get: operations["getCatalogItems"];
        put?: never;
        /**
         * Add an item
         * @description Needs the permission `catalog:write`.
         */
        post: operations["postCatalogItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One item
         * @description Needs the permission `catalog:read`.
         */
        get: operations["getCatalogItemById"];
        put?: never;
        post?: never;
        /**
         * Delete an item; orders keep their copy
         * @description Needs the permission `catalog:write`.
         */
        delete: operations["deleteCatalogItemById"];
        options?: never;
        head?: never;
        /**
         * Change an item: price, availability …
         * @description Needs the permission `catalog:write`.
         */
        patch: operations["patchCatalogItemById"];
        trace?: never;
    };
    "/api/v1/catalog/items/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change or delete many items; each succeeds or fails alone. More than 1,000 become a job (202)
         * @description Needs the permission `catalog:write`.
         */
        post: operations["postCatalogItemsBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Connected numbers
         * @description Needs the permission `channels:read`.
         */
        get: operations["getChannels"];
        put?: never;
        /**
         * Connect a number
         * @description Needs the permission `channels:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postChannels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One channel
         * @description Needs the permission `channels:read`.
         */
        get: operations["getChannelById"];
        put?: never;
        post?: never;
        /**
         * Take a channel out of use; its conversations stay
         * @description Needs the permission `channels:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        delete: operations["deleteChannelById"];
        options?: never;
        head?: never;
        /**
         * Rename a channel or replace its credentials
         * @description Needs the permission `channels:write`.
         *
         *     With `credentials`: You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        patch: operations["patchChannelById"];
        trace?: never;
    };
    "/api/v1/channels/{id}/business-profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What customers see of the business in WhatsApp
         * @description Needs the permission `channels:read`.
         */
        get: operations["getChannelBusinessProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what customers see of the business
         * @description Needs the permission `channels:write`.
         */
        patch: operations["patchChannelBusinessProfile"];
        trace?: never;
    };
    "/api/v1/channels/{id}/deregister": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the number off the Cloud API
         * @description Needs the permission `channels:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postChannelDeregister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlink the phone
         * @description Needs the permission `channels:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postChannelLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the provider told of a channel beside messages: restrictions, quality, templates; newest first
         * @description Needs the permission `channels:read`.
         */
        get: operations["getChannelNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/pairing-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A code to type on the phone instead of scanning one
         * @description Needs the permission `channels:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postChannelPairingCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What to scan with the phone that is to be linked
         * @description Needs the permission `channels:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        get: operations["getChannelQr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register the number at Meta
         * @description Needs the permission `channels:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postChannelRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the session of a linked phone
         * @description Needs the permission `channels:write`.
         */
        post: operations["postChannelStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop the session of a linked phone; it stays linked
         * @description Needs the permission `channels:write`.
         */
        post: operations["postChannelStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/subscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the account’s deliveries sent here
         * @description Needs the permission `channels:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postChannelSubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the provider whether the channel works
         * @description Needs the permission `channels:write`.
         */
        post: operations["postChannelTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/embedded-signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect a number that signed up in Meta’s window
         * @description Needs the permission `channels:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postChannelsEmbeddedSignup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People who write to you, newest first
         * @description Needs the permission `contacts:read`.
         */
        get: operations["getContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One person; the id of one who was merged into another leads there (307)
         * @description Needs the permission `contacts:read`.
         */
        get: operations["getContactById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change name, language or own fields of a person
         * @description Needs the permission `contacts:write`.
         */
        patch: operations["patchContactById"];
        trace?: never;
    };
    "/api/v1/contacts/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make two contacts one; it can be undone
         * @description Needs the permission `contacts:write`.
         */
        post: operations["postContactMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contacts that turned out to be this person, the newest first
         * @description Needs the permission `contacts:read`.
         */
        get: operations["getContactMerges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change many contacts; each succeeds or fails alone. More than 1,000 become a job (202)
         * @description Needs the permission `contacts:write`.
         */
        post: operations["postContactsBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All contacts, or those that a search finds, as CSV in UTF-8; newest first
         * @description Needs the permission `contacts:read`.
         *
         *     A cell that a spreadsheet would take for a formula begins with an apostrophe; phone numbers do not.
         */
        get: operations["getContactsExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring contacts in from a CSV file: multipart/form-data with a field named file, at most 100,000 rows
         * @description Needs the permission `contacts:write`.
         *
         *     A field `mapping` may say what each column is, as a JSON list. Whoever has a number already is changed, not doubled. Each row succeeds or fails alone; see `/jobs/:id/results`.
         */
        post: operations["postContactsImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/merges/{mergeId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take two contacts apart again; what came since stays with the kept one
         * @description Needs the permission `contacts:write`.
         */
        post: operations["postContactsMergeUndo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conversations: newest message first, who waits for an answer first, or as they were opened
         * @description Needs the permission `conversations:read`.
         */
        get: operations["getConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One conversation
         * @description Needs the permission `conversations:read`.
         */
        get: operations["getConversationById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change status, owner, team, priority, snooze, or stop and start the bot
         * @description Needs the permission `conversations:write`.
         */
        patch: operations["patchConversationById"];
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages of a conversation: the newest page first
         * @description Needs the permission `conversations:read`.
         */
        get: operations["getConversationMessages"];
        put?: never;
        /**
         * Send a message; with Idempotency-Key it is sent once however often it is asked for
         * @description Needs the permission `conversations:write`.
         */
        post: operations["postConversationMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark as read for whoever calls, and where possible at the customer
         * @description Needs the permission `conversations:write`.
         */
        post: operations["postConversationRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark as unread for whoever calls, until it is read again or answered
         * @description Needs the permission `conversations:write`.
         */
        post: operations["postConversationUnread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change many conversations; each succeeds or fails alone. More than 1,000 become a job (202)
         * @description Needs the permission `conversations:write`.
         */
        post: operations["postConversationsBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Deliveries, events and sends that were given up, newest first
         * @description Needs the permission `operations:read`.
         */
        get: operations["getDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of them, with its bytes and every attempt
         * @description Needs the permission `operations:read`.
         */
        get: operations["getDeadLetterById"];
        put?: never;
        post?: never;
        /**
         * Dismiss one: nobody wants it any more
         * @description Needs the permission `operations:write`.
         */
        delete: operations["deleteDeadLetterById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{id}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take one up again; twice is once
         * @description Needs the permission `operations:write`.
         */
        post: operations["postDeadLetterRedrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take up to 200 up again, by id or the oldest of all; twice is once
         * @description Needs the permission `operations:write`.
         */
        post: operations["postDeadLettersRedrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The event log, oldest first: everything after a cursor, nothing skipped
         * @description Needs the permission `events:read`.
         */
        get: operations["getEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One event
         * @description Needs the permission `events:read`.
         */
        get: operations["getEventById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as /health, in the envelope of the API */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an order, conversation, contact, member or channel was like at a moment, as far as the log tells
         * @description Needs the permission `audit:read`.
         */
        get: operations["getHistoryById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the providers of your numbers do, by the calls of the last five minutes
         * @description Needs the permission `channels:read`.
         */
        get: operations["getIntegrationsHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations that nobody has accepted yet
         * @description Needs the permission `users:write`.
         */
        get: operations["getInvitations"];
        put?: never;
        /**
         * Invite somebody to work for your business
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         *
         *     The link counts for seven days, and once.
         */
        post: operations["postInvitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an invitation back
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        delete: operations["deleteInvitationById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an invitation again, or get a link to copy; the link of before is dead
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postInvitationResend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description A new person sends name and password. Who has an account with the address sends its password, or is signed in with it (Authorization).
         */
        post: operations["postInvitationsAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/look-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a link of an invitation opens
         * @description The token is in the body, because addresses are written into logs.
         */
        post: operations["postInvitationsLookUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Long jobs of the last seven days, newest first */
        get: operations["getJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a job is */
        get: operations["getJobById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a job before its next rows; what is done stays done */
        post: operations["postJobCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of each row that is over, in the order of the job */
        get: operations["getJobResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file to send: multipart/form-data with one field named file, at most 100 MB
         * @description Needs the permission `conversations:write`.
         *
         *     Name its id in a message within 24 hours; what nobody sends is removed.
         */
        post: operations["postMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file: what it is, whether it is here, and a link that opens it for some minutes
         * @description Needs the permission `conversations:read`.
         */
        get: operations["getMediaById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a failed message, or one of unknown outcome, again as a new message
         * @description Needs the permission `conversations:write`.
         */
        post: operations["postMessageRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say whether a message of unknown outcome arrived
         * @description Needs the permission `conversations:write`.
         */
        post: operations["postMessageSettle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that became of a message; in a group, who of its members got, read and heard it
         * @description Needs the permission `conversations:read`.
         */
        get: operations["getMessageStatuses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message to a phone number; finds or opens the conversation
         * @description Needs the permission `conversations:write`.
         */
        post: operations["postMessagesSend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/uncertain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages of which nobody knows whether they arrived, newest first
         * @description Needs the permission `conversations:read`.
         */
        get: operations["getMessagesUncertain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you are told of in this business, and how
         * @description Needs the permission `conversations:read`.
         */
        get: operations["getNotificationsChoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Choose what you are told of
         * @description Needs the permission `conversations:read`.
         *
         *     Mail is sent only while you are not online in the app. Browsers are added under /notifications/devices.
         */
        patch: operations["patchNotificationsChoices"];
        trace?: never;
    };
    "/api/v1/notifications/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Browsers that show you notifications */
        get: operations["getNotificationsDevices"];
        put?: never;
        /**
         * Let this browser show you notifications
         * @description The body is what `PushManager.subscribe` gives. It lasts as long as your session here; a browser that says it again replaces what it said.
         */
        post: operations["postNotificationsDevices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Show me nothing in that browser any more */
        delete: operations["deleteNotificationsDeviceById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/push-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The key that a browser needs to subscribe */
        get: operations["getNotificationsPushKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List orders, newest first
         * @description Needs the permission `orders:read`.
         */
        get: operations["getOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One order
         * @description Needs the permission `orders:read`.
         */
        get: operations["getOrderById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the note or the address of an order
         * @description Needs the permission `orders:write`.
         */
        patch: operations["patchOrderById"];
        trace?: never;
    };
    "/api/v1/orders/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to an order, oldest first
         * @description Needs the permission `orders:read`.
         */
        get: operations["getOrderHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Move an order to its next status
         * @description Needs the permission `orders:write`.
         */
        patch: operations["patchOrderStatus"];
        trace?: never;
    };
    "/api/v1/orders/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change many orders; each succeeds or fails alone. More than 1,000 become a job (202)
         * @description Needs the permission `orders:write`.
         */
        post: operations["postOrdersBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your passkeys */
        get: operations["getPasskeys"];
        put?: never;
        /**
         * Keep the passkey that the browser has made
         * @description You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         *
         *     With the first second factor of an account its password alone opens nothing any more, its other sessions end, and it gets recovery codes.
         */
        post: operations["postPasskeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a passkey: it opens nothing any more
         * @description You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        delete: operations["deletePasskeyById"];
        options?: never;
        head?: never;
        /** Call a passkey something else */
        patch: operations["patchPasskeyById"];
        trace?: never;
    };
    "/api/v1/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to make a passkey
         * @description You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postPasskeysOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Of what roles are made, and which of the roles that are there from the start may what
         * @description Needs the permission `users:read`.
         */
        get: operations["getPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/phone-numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a phone number is read everywhere here: in E.164, or why it is none
         * @description Needs the permission `contacts:read`.
         */
        get: operations["getPhoneNumbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is to choose from: all plans, the smallest first */
        get: operations["getPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a plan, for every business that has it
         * @description Platform administrators only.
         */
        patch: operations["patchPlanByName"];
        trace?: never;
    };
    "/api/v1/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the whole platform is doing: checks, queues, processes and sockets
         * @description Platform administrators only.
         */
        get: operations["getPlatform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Announcements that are in force or to come
         * @description Platform administrators only.
         */
        get: operations["getPlatformAnnouncements"];
        put?: never;
        /**
         * Tell everybody something, and stop changes meanwhile if need be
         * @description Platform administrators only.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postPlatformAnnouncements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform/announcements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an announcement back; maintenance ends with it
         * @description Platform administrators only.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        delete: operations["deletePlatformAnnouncementById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is online, away or busy, and when others were last seen
         * @description Needs the permission `users:read`.
         *
         *     People who were never connected in the last 30 days are not in the list. A person is offline 60 seconds after the last sign of any device.
         */
        get: operations["getPresence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Roles that your business has made, by name
         * @description Needs the permission `users:read`.
         */
        get: operations["getRoles"];
        put?: never;
        /**
         * Make a role of permissions
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postRoles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One role
         * @description Needs the permission `users:read`.
         */
        get: operations["getRoleById"];
        put?: never;
        post?: never;
        /**
         * Remove a role that nobody has
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        delete: operations["deleteRoleById"];
        options?: never;
        head?: never;
        /**
         * Rename a role, or change what it may do
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         *
         *     It counts for everybody who has it, from their next request on.
         */
        patch: operations["patchRoleById"];
        trace?: never;
    };
    "/api/v1/simulator/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a customer would send
         * @description Needs the permission `simulator:write`.
         */
        post: operations["postSimulatorMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulator/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the phone would tell of a message it got: its ticks
         * @description Needs the permission `simulator:write`.
         */
        post: operations["postSimulatorStatuses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Teams of your business, by name
         * @description Needs the permission `users:read`.
         */
        get: operations["getTeams"];
        put?: never;
        /**
         * Make a team
         * @description Needs the permission `users:write`.
         */
        post: operations["postTeams"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One team
         * @description Needs the permission `users:read`.
         */
        get: operations["getTeamById"];
        put?: never;
        post?: never;
        /**
         * Take a team away
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         *
         *     Its people stay in the business, and its conversations belong to no team any more.
         */
        delete: operations["deleteTeamById"];
        options?: never;
        head?: never;
        /**
         * Rename a team
         * @description Needs the permission `users:write`.
         */
        patch: operations["patchTeamById"];
        trace?: never;
    };
    "/api/v1/teams/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people of a team
         * @description Needs the permission `users:read`.
         */
        get: operations["getTeamMembers"];
        put?: never;
        /**
         * Put somebody into a team
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         *
         *     Twice is once. It counts from their next request on.
         */
        post: operations["postTeamMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{id}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take somebody out of a team
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        delete: operations["deleteTeamMemberByUserId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your own business
         * @description Needs the permission `tenant:read`.
         */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change name, region, settings or branding of your business
         * @description Needs the permission `tenant:write`.
         */
        patch: operations["patchTenant"];
        trace?: never;
    };
    "/api/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All businesses, newest first
         * @description Platform administrators only.
         */
        get: operations["getTenants"];
        put?: never;
        /**
         * Make a business and its first administrator
         * @description Platform administrators only.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postTenants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One business with what it uses and how it is doing
         * @description Platform administrators only.
         */
        get: operations["getTenantById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the plan of a business, or what it has instead of what its plan says
         * @description Platform administrators only.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        patch: operations["patchTenantById"];
        trace?: never;
    };
    "/api/v1/tenants/{id}/enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a business for at most an hour; its people can see that you did, and why
         * @description Platform administrators only.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postTenantEnter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a suspended business go on
         * @description Platform administrators only.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postTenantResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a business at once; its people read the reason
         * @description Platform administrators only.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postTenantSuspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End your visits
         * @description Platform administrators only.
         */
        post: operations["postTenantsLeave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your second factors */
        get: operations["getTwoFactor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/two-factor/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Ask everybody in your business for a second factor, or no longer
         * @description Needs the permission `tenant:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         *
         *     Who has none can do nothing but set one up, from the next request on. You need one yourself to ask for it: 409 SECOND_FACTOR_NEEDED.
         */
        put: operations["putTwoFactorPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/two-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get new recovery codes, by a code; the ones of before open nothing any more
         * @description You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postTwoFactorRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/two-factor/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the second factors from a person who has lost them; they and their businesses read the reason
         * @description Platform administrators only.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postTwoFactorReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/two-factor/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to set up an authenticator app
         * @description You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         *
         *     Nothing changes before a code of the app was given. Beginning again makes another key.
         */
        post: operations["postTwoFactorTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/two-factor/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn two-factor sign-in on by a code of the app; your other sessions end
         * @description You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postTwoFactorTotpConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/two-factor/totp/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn two-factor sign-in off, by password and code */
        post: operations["postTwoFactorTotpRemove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What your business uses of its plan, by metric
         * @description Needs the permission `tenant:read`.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people of your business
         * @description Needs the permission `users:read`.
         */
        get: operations["getUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take somebody out of your business
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         *
         *     They are refused from their next request on, their live lines close, and their conversations go back to the queue. The only administrator cannot be removed.
         */
        delete: operations["deleteUserById"];
        options?: never;
        head?: never;
        /**
         * Give somebody another role, or say which conversations they see
         * @description Needs the permission `users:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         *
         *     It counts from their next request on. The only administrator cannot become something else, and an administrator sees all conversations.
         */
        patch: operations["patchUserById"];
        trace?: never;
    };
    "/api/v1/users/{id}/abilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say what somebody can take on
         * @description Needs the permission `users:write`.
         *
         *     What automatic assignment goes by: whether they take part, how much they can have at one time, skills and languages.
         */
        patch: operations["patchUserAbilities"];
        trace?: never;
    };
    "/api/v1/webhook-debugger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An address that shows what arrives, for an hour
         * @description Needs the permission `webhooks:write`.
         */
        post: operations["postWebhookDebugger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-debugger/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has arrived there
         * @description Needs the permission `webhooks:read`.
         */
        get: operations["getWebhookDebuggerById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Addresses that get webhooks
         * @description Needs the permission `webhooks:read`.
         */
        get: operations["getWebhookEndpoints"];
        put?: never;
        /**
         * Add an endpoint; the answer holds its secret
         * @description Needs the permission `webhooks:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postWebhookEndpoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One endpoint
         * @description Needs the permission `webhooks:read`.
         */
        get: operations["getWebhookEndpointById"];
        put?: never;
        post?: never;
        /**
         * Remove an endpoint
         * @description Needs the permission `webhooks:write`.
         */
        delete: operations["deleteWebhookEndpointById"];
        options?: never;
        head?: never;
        /**
         * Change, enable or disable an endpoint
         * @description Needs the permission `webhooks:write`.
         *
         *     With `url`: You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        patch: operations["patchWebhookEndpointById"];
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls to an endpoint and their answers, newest first
         * @description Needs the permission `webhooks:read`.
         */
        get: operations["getWebhookEndpointAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What differs between the payloads of two events
         * @description Needs the permission `webhooks:read`.
         */
        get: operations["getWebhookEndpointDiff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again: one event, or those of a time; each keeps its id
         * @description Needs the permission `webhooks:write`.
         */
        post: operations["postWebhookEndpointReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new secret; the old one signs, too, for 24 hours
         * @description Needs the permission `webhooks:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        post: operations["postWebhookEndpointRotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The secret of an endpoint
         * @description Needs the permission `webhooks:write`.
         *
         *     You must have signed in or confirmed your password lately, else 403 REAUTHENTICATION_REQUIRED.
         */
        get: operations["getWebhookEndpointSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send something made up at once, and see what comes of it
         * @description Needs the permission `webhooks:write`.
         */
        post: operations["postWebhookEndpointTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the program and what it needs are doing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description For platform administrators, this machine, and whoever sends METRICS_TOKEN */
                            checks?: {
                                [key: string]: {
                                    /** @enum {string} */
                                    status: "ok" | "degraded" | "down";
                                } & {
                                    [key: string]: unknown;
                                };
                            };
                            /**
                             * @description For strangers only whether it is up (ok) or down
                             * @enum {string}
                             */
                            status: "ok" | "degraded" | "down";
                            /** Format: date-time */
                            timestamp?: string;
                            /** @description Of the process that answers; for whom the checks are */
                            uptimeSeconds?: number;
                        };
                    };
                };
                /** @description Success */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description For platform administrators, this machine, and whoever sends METRICS_TOKEN */
                            checks?: {
                                [key: string]: {
                                    /** @enum {string} */
                                    status: "ok" | "degraded" | "down";
                                } & {
                                    [key: string]: unknown;
                                };
                            };
                            /**
                             * @description For strangers only whether it is up (ok) or down
                             * @enum {string}
                             */
                            status: "ok" | "degraded" | "down";
                            /** Format: date-time */
                            timestamp?: string;
                            /** @description Of the process that answers; for whom the checks are */
                            uptimeSeconds?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process takes requests */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: string;
                        };
                    };
                };
                /** @description Success */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/meta": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Handshake of Meta: echoes hub.challenge */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        /** Signed deliveries of Meta: answered once they are stored */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/meta/{channelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Handshake of Meta: echoes hub.challenge */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        /** Signed deliveries of Meta: answered once they are stored */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/twilio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signed deliveries of Twilio: answered once they are stored */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/twilio/{channelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signed deliveries of Twilio: answered once they are stored */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/twilio/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signed deliveries of Twilio: answered once they are stored */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/waha/{channelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signed events of WAHA: answered once they are stored */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Success */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A key for programs was made. */
        "api_key.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "apiKey";
            };
            /** Format: date-time */
            at: string;
            data: {
                allowedAddresses: string[];
                apiKeyId: string;
                expiresAt: string | null;
                /** @enum {string} */
                mode: "live" | "test";
                name: string;
                permissions: string[];
                prefix: string;
            };
            id: string;
            /** @constant */
            type: "api_key.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A key was revoked; it is refused from now on. */
        "api_key.revoked": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "apiKey";
            };
            /** Format: date-time */
            at: string;
            data: {
                apiKeyId: string;
                /** @enum {string} */
                mode: "live" | "test";
                name: string;
                prefix: string;
            };
            id: string;
            /** @constant */
            type: "api_key.revoked";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A key got a new secret; the one before is accepted until the moment that is named, if any is. */
        "api_key.rotated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "apiKey";
            };
            /** Format: date-time */
            at: string;
            data: {
                apiKeyId: string;
                /** @enum {string} */
                mode: "live" | "test";
                name: string;
                prefix: string;
                previousUntil: string | null;
            };
            id: string;
            /** @constant */
            type: "api_key.rotated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        ApiKey: {
            _links: {
                [key: string]: string;
            };
            allowedAddresses: string[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            expiresAt: string | null;
            id: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            /** @enum {string} */
            mode: "live" | "test";
            name: string;
            permissions: string[];
            /** @description The first characters of the key. */
            prefix: string;
            /** @description Until when the key before the last rotation is accepted. */
            previousUntil: string | null;
            rotatedAt: string | null;
        };
        AudioMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            media: components["schemas"]["MessageMedia"];
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "audio";
        };
        /** @description A branch was added. */
        "branch.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "branch";
            };
            /** Format: date-time */
            at: string;
            data: {
                branchId: string;
                name: string;
            };
            id: string;
            /** @constant */
            type: "branch.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A branch was removed. */
        "branch.deleted": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "branch";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    name: string;
                };
                branchId: string;
            };
            id: string;
            /** @constant */
            type: "branch.deleted";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A branch was changed. */
        "branch.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "branch";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    address?: string;
                    available?: boolean;
                    name?: string;
                    phone?: string | null;
                    position?: number;
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
                branchId: string;
                changed: {
                    address?: string;
                    available?: boolean;
                    name?: string;
                    phone?: string | null;
                    position?: number;
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
            };
            id: string;
            /** @constant */
            type: "branch.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        ButtonMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            button: {
                payload?: string;
                text: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "button";
        };
        CallBody: {
            /**
             * @description inbound: the customer called
             * @enum {string}
             */
            direction: "inbound" | "outbound";
            endedAt?: string;
            /** @description How long they talked */
            seconds?: number;
            /** @description When it began, the ringing included */
            startedAt?: string;
            /** @enum {string} */
            status: "ringing" | "missed" | "answered" | "rejected" | "failed";
            video?: boolean;
        };
        CallMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            call: components["schemas"]["CallBody"];
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "call";
        };
        /** @description A category was added to the catalogue. */
        "category.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "category";
            };
            /** Format: date-time */
            at: string;
            data: {
                categoryId: string;
                name: string;
            };
            id: string;
            /** @constant */
            type: "category.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A category was removed from the catalogue. */
        "category.deleted": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "category";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    name: string;
                };
                categoryId: string;
            };
            id: string;
            /** @constant */
            type: "category.deleted";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A category of the catalogue was changed. */
        "category.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "category";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    name?: string;
                    position?: number;
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
                categoryId: string;
                changed: {
                    name?: string;
                    position?: number;
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
            };
            id: string;
            /** @constant */
            type: "category.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        Channel: {
            _links: {
                [key: string]: string;
            };
            /** @description What can be done with the channel itself. */
            abilities: {
                /** @description It is a phone that is linked by a code, started and stopped. */
                linked: boolean;
                /** @description Nothing leaves this server; its customer is a phone drawn on the screen. */
                rehearsal: boolean;
                /** @description The provider can be asked whether it works. */
                testable: boolean;
                /** @description A person enters its callback URL at the provider. */
                webhook: boolean;
            };
            capabilities: {
                [key: string]: boolean;
            };
            createdAt: string;
            externalId: string | null;
            health?: {
                lastReportAt: string | null;
                lastSentAt: string | null;
                sends: number;
                successRate: number | null;
                waiting: number;
            };
            id: string;
            lastInboundAt: string | null;
            limits: {
                buttons: number;
                listRows: number;
                media: {
                    [key: string]: {
                        caption: number;
                        maxBytes: number;
                        mimeTypes: string[];
                    };
                };
                textLength: number;
            };
            name: string;
            phoneNumber: string | null;
            /** @enum {string} */
            provider: "cloud_api" | "twilio" | "waha" | "simulator";
            /** @description Whether messages arrive: the provider cannot call the callback URL (it leads nowhere in the Internet, or is not https where it must be), has not called it yet, or has. null: nothing is to be entered at the provider. */
            receiving: ("unreachable" | "waiting" | "proven") | null;
            sending: {
                burst: number;
                perSecond: number;
            };
            /** @description What somebody needs to be given its conversations by automatic assignment. */
            skills: string[];
            /** @enum {string} */
            status: "connecting" | "qr" | "connected" | "degraded" | "disconnected" | "error";
            statusMeaning: components["schemas"]["Meaning"] | null;
            /** @description Why it is not connected, in English, often in the provider’s words. */
            statusReason: string | null;
            updatedAt: string;
            /** @description What to enter beside it; shown to those who may change channels. */
            verifyToken?: string;
            /** @description What to enter as callback URL at the provider. */
            webhookUrl: string | null;
        };
        /** @description A channel was added. */
        "channel.connected": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "channel";
            };
            /** Format: date-time */
            at: string;
            data: {
                channelId: string;
                name: string;
                provider: string;
            };
            id: string;
            /** @constant */
            type: "channel.connected";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A channel does not do its work as it should. */
        "channel.degraded": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "channel";
            };
            /** Format: date-time */
            at: string;
            data: {
                /**
                 * @description What noticed it: failing calls, silence, failing messages, missing reports, or the provider, which restricts it
                 * @enum {string}
                 */
                by: "breaker" | "silence" | "failures" | "reports" | "provider";
                channelId: string;
                /** @description The same in the same case, whatever the provider; absent in events of before */
                meaning?: string;
                reason: string;
            };
            id: string;
            /** @constant */
            type: "channel.degraded";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description The provider said something that is neither a message nor a status. */
        "channel.notified": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "channel";
            };
            /** Format: date-time */
            at: string;
            data: {
                channelId: string;
                field: string;
                /** @description Why something that should be a message or a status is here */
                problem?: string;
                /** @description As it was received */
                value: unknown;
            };
            id: string;
            /** @constant */
            type: "channel.notified";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A channel works again. */
        "channel.recovered": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "channel";
            };
            /** Format: date-time */
            at: string;
            data: {
                /**
                 * @description What noticed it: failing calls, silence, failing messages, missing reports, or the provider, which restricts it
                 * @enum {string}
                 */
                by: "breaker" | "silence" | "failures" | "reports" | "provider";
                channelId: string;
            };
            id: string;
            /** @constant */
            type: "channel.recovered";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A channel was taken out of use; its conversations stay. */
        "channel.removed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "channel";
            };
            /** Format: date-time */
            at: string;
            data: {
                channelId: string;
                name: string;
                provider: string;
            };
            id: string;
            /** @constant */
            type: "channel.removed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Nothing more is sent by a channel until its provider confirms it. */
        "channel.stopped": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "channel";
            };
            /** Format: date-time */
            at: string;
            data: {
                channelId: string;
                /** @description The same in the same case, whatever the provider; absent in events of before */
                meaning?: string;
                reason: string;
            };
            id: string;
            /** @constant */
            type: "channel.stopped";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody changed a channel, or its state at the provider changed. */
        "channel.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "channel";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    /** @description Names of those that were replaced */
                    credentials?: string[];
                    name?: string;
                    phoneNumber?: string | null;
                    /** @description The provider has reached the webhook */
                    receiving?: boolean;
                    /** @description What somebody needs to be given its conversations */
                    skills?: string[];
                    status?: string;
                    statusMeaning?: string | null;
                    statusReason?: string | null;
                };
                changed: {
                    /** @description Names of those that were replaced */
                    credentials?: string[];
                    name?: string;
                    phoneNumber?: string | null;
                    /** @description The provider has reached the webhook */
                    receiving?: boolean;
                    /** @description What somebody needs to be given its conversations */
                    skills?: string[];
                    status?: string;
                    statusMeaning?: string | null;
                    statusReason?: string | null;
                };
                channelId: string;
            };
            id: string;
            /** @constant */
            type: "channel.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        Contact: {
            _links: {
                [key: string]: string;
            };
            createdAt: string;
            displayName: string;
            fields: {
                [key: string]: string | "" | number | boolean | null;
            };
            id: string;
            identities: {
                /** @enum {string} */
                kind: "phone" | "wa_id" | "bsuid" | "lid" | "username";
                value: string;
            }[];
            locale: string | null;
            marketingOptedOutAt: string | null;
            name: string | null;
            optedOutAt: string | null;
            phone: string | null;
            updatedAt: string;
        };
        /** @description Somebody wrote, or was written to, for the first time. */
        "contact.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "contact";
            };
            /** Format: date-time */
            at: string;
            data: {
                contactId: string;
                name: string | null;
            };
            id: string;
            /** @constant */
            type: "contact.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Two contacts turned out to be one person; the event is about the one that stays. */
        "contact.merged": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "contact";
            };
            /** Format: date-time */
            at: string;
            data: {
                contactId: string;
                /** @description That went over */
                identities: {
                    /** @enum {string} */
                    kind: "phone" | "wa_id" | "bsuid" | "lid" | "username";
                }[];
                keptId: string;
                mergedId: string;
                mergeId: string;
                /** @description `manual`, or what proved that they are one */
                reason: string;
            };
            id: string;
            /** @constant */
            type: "contact.merged";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A customer wants messages, or marketing, again. */
        "contact.opted_in": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "contact";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** Format: date-time */
                at: string;
                channelId?: string;
                contactId: string;
                conversationId?: string;
                detail?: string;
                /**
                 * @description Of the word, when it is of one language
                 * @enum {string}
                 */
                language?: "en" | "fr" | "ar" | "es" | "pt";
                messageId?: string;
                /**
                 * @description All that the business would start, or marketing alone
                 * @enum {string}
                 */
                scope: "all" | "marketing";
                /**
                 * @description The customer’s own word, their setting at the provider, or a provider that refused a message
                 * @enum {string}
                 */
                source: "word" | "provider" | "refusal";
                /** @description What the provider called it */
                word?: string;
            };
            id: string;
            /** @constant */
            type: "contact.opted_in";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A customer wants no more messages, or no more marketing. */
        "contact.opted_out": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "contact";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** Format: date-time */
                at: string;
                channelId?: string;
                contactId: string;
                conversationId?: string;
                detail?: string;
                /**
                 * @description Of the word, when it is of one language
                 * @enum {string}
                 */
                language?: "en" | "fr" | "ar" | "es" | "pt";
                messageId?: string;
                /**
                 * @description All that the business would start, or marketing alone
                 * @enum {string}
                 */
                scope: "all" | "marketing";
                /**
                 * @description The customer’s own word, their setting at the provider, or a provider that refused a message
                 * @enum {string}
                 */
                source: "word" | "provider" | "refusal";
                /** @description What the provider called it */
                word?: string;
            };
            id: string;
            /** @constant */
            type: "contact.opted_out";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Two contacts that had been made one were taken apart again. */
        "contact.unmerged": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "contact";
            };
            /** Format: date-time */
            at: string;
            data: {
                contactId: string;
                keptId: string;
                mergedId: string;
                mergeId: string;
            };
            id: string;
            /** @constant */
            type: "contact.unmerged";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody changed what is known of a contact. */
        "contact.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "contact";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    fields?: {
                        [key: string]: unknown;
                    };
                    locale?: string | null;
                    name?: string | null;
                };
                changed: {
                    fields?: {
                        [key: string]: unknown;
                    };
                    locale?: string | null;
                    name?: string | null;
                };
                contactId: string;
            };
            id: string;
            /** @constant */
            type: "contact.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        ContactsMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            contacts: {
                addresses?: {
                    city?: string;
                    country?: string;
                    countryCode?: string;
                    state?: string;
                    street?: string;
                    type?: string;
                    zip?: string;
                }[];
                /** @description As it was written */
                birthday?: string;
                department?: string;
                emails?: string[];
                /** @description By address of mail, what kind it is (`WORK`), where that was told */
                emailTypes?: {
                    [key: string]: string;
                };
                name?: string;
                organization?: string;
                phones: {
                    phone?: string;
                    type?: string;
                    waId?: string;
                }[];
                /** @description What they are at work */
                title?: string;
                urls?: {
                    type?: string;
                    url: string;
                }[];
            }[];
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "contacts";
        };
        Conversation: {
            _links: {
                [key: string]: string;
            };
            assignee: {
                id: string;
                name: string;
            } | null;
            assigneeId: string | null;
            botPaused: boolean;
            channelId: string;
            contact: {
                id: string;
                name: string;
                optedOutAt: string | null;
                phone: string | null;
            } | null;
            createdAt: string;
            group: {
                id: string;
                name: string | null;
            } | null;
            handedOverAt: string | null;
            id: string;
            /** @enum {string} */
            kind: "direct" | "group";
            labels: string[];
            lastMessage: {
                at: string;
                /** @enum {string} */
                direction: "inbound" | "outbound";
                preview: string;
                status: string | null;
                type: string;
            } | null;
            lastSeq: number;
            mergedIntoId: string | null;
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "urgent";
            snoozedUntil: string | null;
            /** @enum {string} */
            status: "open" | "pending" | "resolved" | "archived";
            team: {
                id: string;
                name: string;
            } | null;
            teamId: string | null;
            unreadCount: number;
            waitingSince: string | null;
            windowExpiresAt: string | null;
        };
        /** @description A conversation was given to somebody, or taken from them. */
        "conversation.assigned": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                assigneeId: string | null;
                /** @description Who had it */
                before: string | null;
                conversationId: string;
                /** @description Of automatic assignment: why it was this person */
                why?: {
                    capacity: number;
                    /** @description Of the customer, when the person speaks it */
                    language: string | null;
                    /** @description Conversations that the person had before */
                    open: number;
                    /** @enum {string} */
                    rule: "round_robin" | "least_loaded";
                    /** @description What was needed */
                    skills: string[];
                };
            };
            id: string;
            /** @constant */
            type: "conversation.assigned";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A conversation was resolved or archived. */
        "conversation.closed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                conversationId: string;
                /** @enum {string} */
                status: "open" | "pending" | "resolved" | "archived";
            };
            id: string;
            /** @constant */
            type: "conversation.closed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A conversation was opened. */
        "conversation.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                channelId: string;
                contactId: string | null;
                conversationId: string;
                /** @description In groups: the provider’s id and the name */
                group?: {
                    id: string;
                    name: string | null;
                };
            };
            id: string;
            /** @constant */
            type: "conversation.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody has read a conversation, for themselves. */
        "conversation.read": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                conversationId: string;
                /** @description For this person */
                unreadCount: number;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "conversation.read";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A conversation was routed to a team, or taken out of one. */
        "conversation.routed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Which team had it */
                before: string | null;
                conversationId: string;
                teamId: string | null;
            };
            id: string;
            /** @constant */
            type: "conversation.routed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody marked a conversation as unread, for themselves. */
        "conversation.unread": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                conversationId: string;
                /** @description For this person */
                unreadCount: number;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "conversation.unread";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Something about a conversation changed. */
        "conversation.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    assigneeId?: string | null;
                    botPaused?: boolean;
                    contactId?: string | null;
                    group?: {
                        id: string;
                        name: string | null;
                    } | null;
                    handedOverAt?: string | null;
                    mergedIntoId?: string | null;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "urgent";
                    snoozedUntil?: string | null;
                    /** @enum {string} */
                    status?: "open" | "pending" | "resolved" | "archived";
                    teamId?: string | null;
                    unreadCount?: number;
                    waitingSince?: string | null;
                };
                changed: {
                    assigneeId?: string | null;
                    botPaused?: boolean;
                    contactId?: string | null;
                    group?: {
                        id: string;
                        name: string | null;
                    } | null;
                    handedOverAt?: string | null;
                    mergedIntoId?: string | null;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "urgent";
                    snoozedUntil?: string | null;
                    /** @enum {string} */
                    status?: "open" | "pending" | "resolved" | "archived";
                    teamId?: string | null;
                    unreadCount?: number;
                    waitingSince?: string | null;
                };
                conversationId: string;
            };
            id: string;
            /** @constant */
            type: "conversation.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Something was given up and waits for a person. */
        "dead_letter.added": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "deadLetter";
            };
            /** Format: date-time */
            at: string;
            data: {
                code: string;
                deadLetterId: string;
                /** @enum {string} */
                kind: "raw_event" | "event" | "send" | "media" | "uncertain_send" | "long_job";
            };
            id: string;
            /** @constant */
            type: "dead_letter.added";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody decided that something given up is not needed any more. */
        "dead_letter.dismissed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "deadLetter";
            };
            /** Format: date-time */
            at: string;
            data: {
                deadLetterId: string;
                /** @enum {string} */
                kind: "raw_event" | "event" | "send" | "media" | "uncertain_send" | "long_job";
            };
            id: string;
            /** @constant */
            type: "dead_letter.dismissed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody had something tried again that was given up. */
        "dead_letter.redriven": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "deadLetter";
            };
            /** Format: date-time */
            at: string;
            data: {
                deadLetterId: string;
                /** @enum {string} */
                kind: "raw_event" | "event" | "send" | "media" | "uncertain_send" | "long_job";
            };
            id: string;
            /** @constant */
            type: "dead_letter.redriven";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        DeadLetter: {
            _links: {
                [key: string]: string;
            };
            attempts: number;
            cause: {
                code: string;
                /** @description As of a message’s `error` */
                meaning: string;
                message: string;
            };
            channelId: string | null;
            conversationId: string | null;
            dismissedAt: string | null;
            firstAt: string;
            id: string;
            /** @enum {string} */
            kind: "raw_event" | "event" | "send" | "media" | "uncertain_send" | "long_job";
            lastAt: string;
            messageId: string | null;
            redrivenAt: string | null;
            redrivenBy: {
                id: string | null;
                kind: string;
            } | null;
            resolved: boolean;
            /** @enum {string} */
            state: "open" | "redriven" | "dismissed";
            subscriber: string | null;
        };
        DocumentMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            media: components["schemas"]["MessageMedia"];
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "document";
        };
        EditMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            media?: components["schemas"]["MessageMedia"];
            /** @description The message that is edited or taken back; `messageId` null: it is not here */
            original: {
                messageId: string | null;
                providerMessageId: string;
                text?: string;
            };
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            text?: {
                body: string;
                previewUrl?: boolean;
            };
            /** @constant */
            type: "edit";
        };
        /** @description A person proved by a link in a mail that their address is theirs. */
        "email.verified": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "email.verified";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        ImageMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            media: components["schemas"]["MessageMedia"];
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "image";
        };
        InteractiveBody: {
            body: string;
            buttons: {
                id: string;
                title: string;
            }[];
            footer?: string;
            header?: string;
            /** @constant */
            kind: "buttons";
        } | {
            body: string;
            button: string;
            footer?: string;
            header?: string;
            /** @constant */
            kind: "list";
            sections: {
                rows: {
                    description?: string;
                    id: string;
                    title: string;
                }[];
                title?: string;
            }[];
        } | {
            body: string;
            displayText: string;
            footer?: string;
            header?: string;
            /** @constant */
            kind: "cta_url";
            url: string;
        } | {
            body: string;
            /** @constant */
            kind: "location_request";
        } | {
            body?: string;
            catalogId: string;
            footer?: string;
            /** @constant */
            kind: "product";
            productId: string;
        } | {
            body: string;
            catalogId: string;
            footer?: string;
            header: string;
            /** @constant */
            kind: "product_list";
            sections: {
                productIds: string[];
                title: string;
            }[];
        } | {
            body: string;
            footer?: string;
            /** @constant */
            kind: "catalog";
            thumbnailProductId?: string;
        } | {
            /** @enum {string} */
            action?: "navigate" | "data_exchange";
            body: string;
            button: string;
            data?: {
                [key: string]: unknown;
            };
            flowId: string;
            footer?: string;
            header?: string;
            /** @constant */
            kind: "flow";
            screen?: string;
            token?: string;
        } | {
            id: string;
            /** @constant */
            kind: "button_reply";
            title: string;
        } | {
            description?: string;
            id: string;
            /** @constant */
            kind: "list_reply";
            title: string;
        } | {
            body?: string;
            /** @constant */
            kind: "form_reply";
            name?: string;
            response: unknown;
            /** @description The one that the form was sent with */
            token?: string;
        } | {
            /** @constant */
            kind: "poll_vote";
            /** @description What somebody chose in a poll; none: they took their vote back */
            options: string[];
        } | {
            extraGuests?: number;
            /** @constant */
            kind: "event_response";
            /** @description `going`, `not_going`, `maybe`, or what WhatsApp says else */
            response: string;
        } | {
            /** @constant */
            kind: "other";
            raw: unknown;
        };
        InteractiveMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            interactive: components["schemas"]["InteractiveBody"];
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "interactive";
        };
        /** @description Somebody was invited to work for the business. */
        "invitation.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "invitation";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /**
                 * @description The link was mailed, or shown
                 * @enum {string}
                 */
                deliver: "mail" | "link";
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                email: string;
                invitationId: string;
                /** @enum {string} */
                role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                /** @description Of an own role */
                roleId?: string;
            };
            id: string;
            /** @constant */
            type: "invitation.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description An invitation got a new link; the one before opens nothing any more. */
        "invitation.resent": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "invitation";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @enum {string} */
                deliver: "mail" | "link";
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                email: string;
                invitationId: string;
                /** @enum {string} */
                role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                /** @description Of an own role */
                roleId?: string;
            };
            id: string;
            /** @constant */
            type: "invitation.resent";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description An invitation was taken back. */
        "invitation.revoked": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "invitation";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                email: string;
                invitationId: string;
                /** @enum {string} */
                role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                /** @description Of an own role */
                roleId?: string;
            };
            id: string;
            /** @constant */
            type: "invitation.revoked";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description An item was added to the catalogue. */
        "item.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "item";
            };
            /** Format: date-time */
            at: string;
            data: {
                code: string;
                itemId: string;
                name: string;
                price: {
                    /** @description In minor units */
                    amount: number;
                    currency: string;
                };
            };
            id: string;
            /** @constant */
            type: "item.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description An item was removed from the catalogue. */
        "item.deleted": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "item";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    code: string;
                    name: string;
                };
                itemId: string;
            };
            id: string;
            /** @constant */
            type: "item.deleted";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description An item of the catalogue was changed. */
        "item.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "item";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    available?: boolean;
                    categoryId?: string | null;
                    code?: string;
                    description?: string;
                    imageUrl?: string | null;
                    name?: string;
                    position?: number;
                    /** @description In minor units */
                    priceAmount?: number;
                    priceCurrency?: string;
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
                changed: {
                    available?: boolean;
                    categoryId?: string | null;
                    code?: string;
                    description?: string;
                    imageUrl?: string | null;
                    name?: string;
                    position?: number;
                    /** @description In minor units */
                    priceAmount?: number;
                    priceCurrency?: string;
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
                itemId: string;
            };
            id: string;
            /** @constant */
            type: "item.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A long job went on or ended. While it runs, about once a second. */
        "job.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "longJob";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Rows that are over, the failed ones among them */
                done: number;
                failed: number;
                /** @description What it does, for example `conversations.bulk` */
                kind: string;
                longJobId: string;
                /** @enum {string} */
                status: "queued" | "running" | "done" | "failed" | "cancelled";
                /** @description Rows in all; grows while they are collected */
                total: number;
            };
            id: string;
            /** @constant */
            type: "job.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        ListedTenant: {
            businessType: string;
            /** Format: date-time */
            createdAt: string;
            id: string;
            members: number;
            name: string;
            owner: {
                email: string;
                name: string;
            } | null;
            plan: string;
            /** @enum {string} */
            status: "active" | "trial" | "suspended";
            suspended: {
                reason: string;
                /** Format: date-time */
                since: string;
            } | null;
        };
        /** @description An event as the sockets bring it; see docs/api/events.md. */
        LiveEvent: (components["schemas"]["api_key.created"] | components["schemas"]["api_key.revoked"] | components["schemas"]["api_key.rotated"] | components["schemas"]["branch.created"] | components["schemas"]["branch.deleted"] | components["schemas"]["branch.updated"] | components["schemas"]["category.created"] | components["schemas"]["category.deleted"] | components["schemas"]["category.updated"] | components["schemas"]["channel.connected"] | components["schemas"]["channel.degraded"] | components["schemas"]["channel.notified"] | components["schemas"]["channel.recovered"] | components["schemas"]["channel.removed"] | components["schemas"]["channel.stopped"] | components["schemas"]["channel.updated"] | components["schemas"]["contact.created"] | components["schemas"]["contact.merged"] | components["schemas"]["contact.opted_in"] | components["schemas"]["contact.opted_out"] | components["schemas"]["contact.unmerged"] | components["schemas"]["contact.updated"] | components["schemas"]["conversation.assigned"] | components["schemas"]["conversation.closed"] | components["schemas"]["conversation.created"] | components["schemas"]["conversation.read"] | components["schemas"]["conversation.routed"] | components["schemas"]["conversation.unread"] | components["schemas"]["conversation.updated"] | components["schemas"]["dead_letter.added"] | components["schemas"]["dead_letter.dismissed"] | components["schemas"]["dead_letter.redriven"] | components["schemas"]["email.verified"] | components["schemas"]["invitation.created"] | components["schemas"]["invitation.resent"] | components["schemas"]["invitation.revoked"] | components["schemas"]["item.created"] | components["schemas"]["item.deleted"] | components["schemas"]["item.updated"] | components["schemas"]["job.updated"] | components["schemas"]["member.added"] | components["schemas"]["member.removed"] | components["schemas"]["member.role_changed"] | components["schemas"]["member.updated"] | components["schemas"]["member.visibility_changed"] | components["schemas"]["message.duplicated"] | components["schemas"]["message.imported"] | components["schemas"]["message.queued"] | components["schemas"]["message.received"] | components["schemas"]["message.sent"] | components["schemas"]["message.status"] | components["schemas"]["message.updated"] | components["schemas"]["operator.entered"] | components["schemas"]["order.created"] | components["schemas"]["order.not_informed"] | components["schemas"]["order.updated"] | components["schemas"]["passkey.added"] | components["schemas"]["passkey.removed"] | components["schemas"]["password.changed"] | components["schemas"]["password.reset"] | components["schemas"]["reauthentication.failed"] | components["schemas"]["reauthentication.succeeded"] | components["schemas"]["recovery_code.used"] | components["schemas"]["recovery_codes.replaced"] | components["schemas"]["role.created"] | components["schemas"]["role.removed"] | components["schemas"]["role.updated"] | components["schemas"]["second_factor.failed"] | components["schemas"]["session.ended"] | components["schemas"]["session.revoked"] | components["schemas"]["session.started"] | components["schemas"]["sign_in.failed"] | components["schemas"]["team.created"] | components["schemas"]["team.joined"] | components["schemas"]["team.left"] | components["schemas"]["team.removed"] | components["schemas"]["team.renamed"] | components["schemas"]["tenant.created"] | components["schemas"]["tenant.plan_changed"] | components["schemas"]["tenant.resumed"] | components["schemas"]["tenant.suspended"] | components["schemas"]["tenant.updated"] | components["schemas"]["two_factor.disabled"] | components["schemas"]["two_factor.enabled"] | components["schemas"]["two_factor.reset"] | components["schemas"]["usage.filled"] | components["schemas"]["usage.warned"] | components["schemas"]["webhook_endpoint.created"] | components["schemas"]["webhook_endpoint.deleted"] | components["schemas"]["webhook_endpoint.disabled"] | components["schemas"]["webhook_endpoint.secret_rotated"] | components["schemas"]["webhook_endpoint.updated"]) & {
            /** @description Give it back as `after` to hear everything since. */
            cursor: string;
        };
        LocationMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            location: {
                address?: string;
                latitude: number;
                longitude: number;
                name?: string;
                url?: string;
            };
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "location";
        };
        /** @description What it means, the same for every provider: access_refused, permission_missing, number_unknown, account_unknown, number_of_other_account, number_not_registered, registration_failed, name_not_approved, payment_problem, account_restricted, account_disabled, account_deleted, review_rejected, connection_ended, country_not_allowed, sender_misconfigured, server_not_reachable, number_claimed, number_confirmed_elsewhere, sender_not_of_account, claim_expired, phone_not_linked, session_unknown, session_stopped, session_starting, session_failed, passkey_needed, confirm_on_phone, rate_limited, customer_rate_limited, limit_reached, spam_limited, provider_problem, provider_unreachable, provider_answers_oddly, queued_too_long, few_taken, no_reports, silent, not_on_whatsapp, number_invalid, own_number, test_recipient, marketing_withheld, phone_unknown, window_closed, opted_out, marketing_opted_out, blocked_by_customer, customer_unreachable, not_delivered, device_changed, device_unsupported, group_empty, group_unknown, group_suspended, template_unknown, template_mismatch, template_paused, template_disabled, template_rejected, template_not_here, form_blocked, form_too_often, content_refused, policy_violation, text_too_long, type_unsupported, media_not_fetched, media_refused, media_too_large, media_missing, media_not_read, upload_failed, undecryptable, unreadable, history_not_shared, channel_removed, waited_too_long, not_started, sent_again, settled_not_arrived, not_sent_then, cannot_be_opened, processing_failed, refused */
        Meaning: string;
        Media: {
            bytes: number | null;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            filename: string | null;
            height: number | null;
            id: string;
            /** @enum {string} */
            kind: "image" | "video" | "audio" | "document" | "sticker";
            /** @description What the bytes are; before they are here, what the sender says */
            mimeType: string | null;
            problem: {
                code: string;
                text: string;
            } | null;
            /**
             * @description waiting: it is being fetched from the provider. refused, gone: it will not come; `problem` says why.
             * @enum {string}
             */
            state: "waiting" | "ready" | "refused" | "gone";
            /** @description The same for a small copy (WebP, 320 pixels) */
            thumbnailUrl: string | null;
            /** @description A path of this server that opens the file without a login for about ten minutes; ask again for another */
            url: string | null;
            /** @description Until when both links open the file */
            urlExpiresAt: string | null;
            width: number | null;
        };
        /** @description Somebody accepted an invitation and works for the business now. */
        "member.added": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                invitationId: string;
                /** @enum {string} */
                role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                /** @description Of an own role */
                roleId?: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "member.added";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody does not work for the business any more. */
        "member.removed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                /**
                 * @description What they had been
                 * @enum {string}
                 */
                role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                userId: string;
            };
            id: string;
            /** @constant */
            type: "member.removed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody has another role now, and so other rights. */
        "member.role_changed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @enum {string} */
                before: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                /** @description Of an own role */
                beforeId?: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                /** @enum {string} */
                role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                /** @description Of an own role */
                roleId?: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "member.role_changed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description What somebody can take on changed. */
        "member.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    /** @description Open conversations at one time; null: as many as the business allows */
                    capacity?: number | null;
                    languages?: string[];
                    skills?: string[];
                    /** @description By automatic assignment; null: as the role has it */
                    takesConversations?: boolean | null;
                };
                changed: {
                    /** @description Open conversations at one time; null: as many as the business allows */
                    capacity?: number | null;
                    languages?: string[];
                    skills?: string[];
                    /** @description By automatic assignment; null: as the role has it */
                    takesConversations?: boolean | null;
                };
                userId: string;
            };
            id: string;
            /** @constant */
            type: "member.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody sees other conversations now: all, those of their teams, or their own. */
        "member.visibility_changed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @enum {string} */
                before: "own" | "team" | "all";
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
                /** @enum {string} */
                visibility: "own" | "team" | "all";
            };
            id: string;
            /** @constant */
            type: "member.visibility_changed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        Message: (components["schemas"]["TextMessage"] | components["schemas"]["ImageMessage"] | components["schemas"]["VideoMessage"] | components["schemas"]["AudioMessage"] | components["schemas"]["DocumentMessage"] | components["schemas"]["StickerMessage"] | components["schemas"]["LocationMessage"] | components["schemas"]["ContactsMessage"] | components["schemas"]["InteractiveMessage"] | components["schemas"]["ButtonMessage"] | components["schemas"]["TemplateMessage"] | components["schemas"]["ReactionMessage"] | components["schemas"]["OrderMessage"] | components["schemas"]["SystemMessage"] | components["schemas"]["EditMessage"] | components["schemas"]["RevokeMessage"] | components["schemas"]["CallMessage"]) | components["schemas"]["OtherMessage"];
        /** @description An alarm: the provider knows a message by a second id, so it may have been sent twice. */
        "message.duplicated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                conversationId: string;
                messageId: string;
                providerMessageId: string;
            };
            id: string;
            /** @constant */
            type: "message.duplicated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A message from before the number was connected was filed. */
        "message.imported": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                channelId: string;
                contactId: string | null;
                content: components["schemas"]["MessageContent"];
                conversationId: string;
                /** @enum {string} */
                direction: "inbound" | "outbound";
                /** @description In groups: the provider’s id and the name */
                group?: {
                    id: string;
                    name: string | null;
                };
                messageId: string;
                /**
                 * Format: date-time
                 * @description When the provider says it was written
                 */
                providerAt: string;
                seq: number;
                /** @enum {string} */
                status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
                /** @description `text`, `image`, …; of one that we do not know the provider’s own name */
                type: string;
            };
            id: string;
            /** @constant */
            type: "message.imported";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A message is on its way to a customer. */
        "message.queued": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Of a bot: the customer’s messages that it answers with this */
                answers?: string[];
                author: {
                    id?: string | null;
                    /** @constant */
                    kind: "user";
                } | {
                    id?: string | null;
                    /** @constant */
                    kind: "contact";
                } | {
                    id?: string | null;
                    /** @constant */
                    kind: "api";
                } | {
                    id?: string | null;
                    /** @enum {string} */
                    kind: "bot" | "campaign" | "system";
                };
                channelId: string;
                contactId: string | null;
                content: components["schemas"]["MessageContent"];
                conversationId: string;
                messageId: string;
                /** @description The message it answers, by the provider’s id */
                replyToProviderId: string | null;
                seq: number;
                /** @description `text`, `image`, …; of one that we do not know the provider’s own name */
                type: string;
            };
            id: string;
            /** @constant */
            type: "message.queued";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A customer wrote. */
        "message.received": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description A person has the conversation: no bot answers */
                botPaused: boolean;
                channelId: string;
                contactId: string | null;
                content: components["schemas"]["MessageContent"];
                conversationId: string;
                /** @description In groups: the provider’s id and the name */
                group?: {
                    id: string;
                    name: string | null;
                };
                messageId: string;
                /**
                 * @description The customer ended messages with it, or asked for them again, and is told so
                 * @enum {string}
                 */
                optOut?: "stop" | "resume";
                /**
                 * Format: date-time
                 * @description When the provider says it was written
                 */
                providerAt: string;
                providerMessageId: string;
                /**
                 * Format: date-time
                 * @description When the provider brought it to us, by our own clock
                 */
                receivedAt: string;
                /** @description The message it answers, by the provider’s id */
                replyToProviderId: string | null;
                seq: number;
                /** @description `text`, `image`, …; of one that we do not know the provider’s own name */
                type: string;
            };
            id: string;
            /** @constant */
            type: "message.received";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description The provider took a message; or one was written on another device, then it says also what and by whom. */
        "message.sent": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                author?: {
                    id?: string | null;
                    /** @constant */
                    kind: "user";
                } | {
                    id?: string | null;
                    /** @constant */
                    kind: "contact";
                } | {
                    id?: string | null;
                    /** @constant */
                    kind: "api";
                } | {
                    id?: string | null;
                    /** @enum {string} */
                    kind: "bot" | "campaign" | "system";
                };
                channelId?: string;
                contactId?: string | null;
                content?: components["schemas"]["MessageContent"];
                conversationId: string;
                /** @description In groups: the provider’s id and the name */
                group?: {
                    id: string;
                    name: string | null;
                };
                messageId: string;
                /**
                 * Format: date-time
                 * @description When the provider says it was written
                 */
                providerAt?: string;
                seq: number;
                /** @enum {string} */
                status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
                /** @description `text`, `image`, …; of one that we do not know the provider’s own name */
                type?: string;
            };
            id: string;
            /** @constant */
            type: "message.sent";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A message got further, or failed. */
        "message.status": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                conversationId: string;
                error?: {
                    code: string | number;
                    /** @description The same in the same case, whatever the provider; absent in events of before */
                    meaning?: string;
                    /** @description What else the provider said of it */
                    others?: {
                        code: string | number;
                        /** @description The same in the same case, whatever the provider; absent in events of before */
                        meaning?: string;
                        text: string;
                        title: string;
                    }[];
                    text: string;
                    title: string;
                };
                messageId: string;
                /**
                 * Format: date-time
                 * @description When the customer listened to the voice note
                 */
                playedAt?: string;
                seq: number;
                /** @enum {string} */
                status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            };
            id: string;
            /** @constant */
            type: "message.status";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description More is known of a message: its file has come, or will not; or what it says came after the word that it is there. */
        "message.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "conversation";
            };
            /** Format: date-time */
            at: string;
            data: {
                conversationId: string;
                media?: {
                    bytes: number | null;
                    filename: string | null;
                    height: number | null;
                    /** @enum {string} */
                    kind: "image" | "video" | "audio" | "document" | "sticker";
                    mediaId: string;
                    /** @description What the bytes are; before they are here, what the sender says */
                    mimeType: string | null;
                    problem: {
                        code: string;
                        text: string;
                    } | null;
                    /**
                     * @description waiting: it is being fetched from the provider. refused, gone: it will not come; `problem` says why.
                     * @enum {string}
                     */
                    state: "waiting" | "ready" | "refused" | "gone";
                    width: number | null;
                };
                messageId: string;
                seq: number;
                /** @description What the message turned out to be; read it again */
                type?: string;
            };
            id: string;
            /** @constant */
            type: "message.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description The body, by type; the key that is set goes with the type */
        MessageContent: {
            button?: {
                payload?: string;
                text: string;
            };
            call?: components["schemas"]["CallBody"];
            contacts?: {
                addresses?: {
                    city?: string;
                    country?: string;
                    countryCode?: string;
                    state?: string;
                    street?: string;
                    type?: string;
                    zip?: string;
                }[];
                /** @description As it was written */
                birthday?: string;
                department?: string;
                emails?: string[];
                /** @description By address of mail, what kind it is (`WORK`), where that was told */
                emailTypes?: {
                    [key: string]: string;
                };
                name?: string;
                organization?: string;
                phones: {
                    phone?: string;
                    type?: string;
                    waId?: string;
                }[];
                /** @description What they are at work */
                title?: string;
                urls?: {
                    type?: string;
                    url: string;
                }[];
            }[];
            errors?: {
                code: string | number;
                details?: string;
                /** @enum {string} */
                meaning?: "access_refused" | "permission_missing" | "number_unknown" | "account_unknown" | "number_of_other_account" | "number_not_registered" | "registration_failed" | "name_not_approved" | "payment_problem" | "account_restricted" | "account_disabled" | "account_deleted" | "review_rejected" | "connection_ended" | "country_not_allowed" | "sender_misconfigured" | "server_not_reachable" | "number_claimed" | "number_confirmed_elsewhere" | "sender_not_of_account" | "claim_expired" | "phone_not_linked" | "session_unknown" | "session_stopped" | "session_starting" | "session_failed" | "passkey_needed" | "confirm_on_phone" | "rate_limited" | "customer_rate_limited" | "limit_reached" | "spam_limited" | "provider_problem" | "provider_unreachable" | "provider_answers_oddly" | "queued_too_long" | "few_taken" | "no_reports" | "silent" | "not_on_whatsapp" | "number_invalid" | "own_number" | "test_recipient" | "marketing_withheld" | "phone_unknown" | "window_closed" | "opted_out" | "marketing_opted_out" | "blocked_by_customer" | "customer_unreachable" | "not_delivered" | "device_changed" | "device_unsupported" | "group_empty" | "group_unknown" | "group_suspended" | "template_unknown" | "template_mismatch" | "template_paused" | "template_disabled" | "template_rejected" | "template_not_here" | "form_blocked" | "form_too_often" | "content_refused" | "policy_violation" | "text_too_long" | "type_unsupported" | "media_not_fetched" | "media_refused" | "media_too_large" | "media_missing" | "media_not_read" | "upload_failed" | "undecryptable" | "unreadable" | "history_not_shared" | "channel_removed" | "waited_too_long" | "not_started" | "sent_again" | "settled_not_arrived" | "not_sent_then" | "cannot_be_opened" | "processing_failed" | "refused";
                message?: string;
                title?: string;
            }[];
            forwarded?: boolean;
            frequentlyForwarded?: boolean;
            interactive?: components["schemas"]["InteractiveBody"];
            location?: {
                address?: string;
                latitude: number;
                longitude: number;
                name?: string;
                url?: string;
            };
            media?: {
                animated?: boolean;
                caption?: string;
                /** @description Of our copy */
                fileId?: string;
                filename?: string;
                /** @description The provider’s */
                id?: string;
                /** @enum {string} */
                kind: "image" | "video" | "audio" | "document" | "sticker";
                link?: string;
                mimeType?: string;
                sha256?: string;
                voice?: boolean;
            };
            order?: {
                catalogId?: string;
                /** @description How many products it has, where they are not listed in `items` */
                itemCount?: number;
                items: {
                    currency: string;
                    /** @description null: none was told, or none that can be read */
                    price: number | null;
                    productId: string;
                    quantity: number;
                }[];
                /** @description The provider’s id of the order */
                orderId?: string;
                text?: string;
                title?: string;
                /** @description What all of it costs, in minor units, where the provider tells that */
                total?: {
                    amount: number;
                    currency: string;
                    digits: number;
                };
            };
            original?: {
                providerMessageId: string;
                text?: string;
            };
            product?: {
                catalogId?: string;
                productId?: string;
            };
            raw?: unknown;
            reaction?: {
                emoji: string | null;
                providerMessageId: string;
            };
            referral?: {
                [key: string]: unknown;
            };
            system?: {
                body?: string;
                kind: string;
                newUserId?: string;
                newWaId?: string;
            };
            template?: {
                components?: unknown[];
                language: string;
                name: string;
            };
            text?: {
                body: string;
                previewUrl?: boolean;
            };
        };
        MessageFailure: {
            /** @description The provider’s, or ours */
            code: string | number;
            meaning?: components["schemas"]["Meaning"];
            text: string;
            title: string;
        };
        MessageMedia: {
            animated?: boolean;
            bytes?: number;
            caption?: string;
            filename?: string;
            height?: number;
            id?: string;
            kind: string;
            link?: string;
            mimeType?: string;
            problem?: {
                code: string;
                text: string;
            };
            /** @description The provider’s id of the file */
            providerId?: string;
            /** @description The hash of its bytes, as the provider gave it */
            sha256?: string;
            /**
             * @description waiting: it is being fetched from the provider. refused, gone: it will not come; `problem` says why.
             * @enum {string}
             */
            state?: "waiting" | "ready" | "refused" | "gone";
            /** @description The same for a small copy (WebP, 320 pixels) */
            thumbnailUrl: string | null;
            /** @description A path of this server that opens the file without a login for about ten minutes; ask again for another */
            url: string | null;
            /** @description Until when both links open the file */
            urlExpiresAt: string | null;
            voice?: boolean;
            width?: number;
        };
        MessageReason: {
            /** @description The provider’s */
            code: string | number;
            details?: string;
            meaning?: components["schemas"]["Meaning"];
            title: string;
        };
        MessageStatusReport: {
            /** @description When the provider says it happened */
            at: string | null;
            /** @description That member, when they are a contact */
            contact: {
                id: string;
                name: string;
            } | null;
            /** @description The conversation at the provider that it is counted in, in the provider’s words */
            conversation: {
                [key: string]: unknown;
            } | null;
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description In a group: the member whom it is about, as the provider calls them */
            participant: string | null;
            /** @description What became of the payment that the message asks for, in the provider’s words */
            payment: {
                [key: string]: unknown;
            } | null;
            /** @description Whether it is paid for, with its category and type, in the provider’s words */
            pricing: {
                [key: string]: unknown;
            } | null;
            /** @description Whom the provider sent it to, as it calls them */
            recipient: string | null;
            /** @description `sent`, `delivered`, `read`, `played`, `failed`, or the provider’s own word */
            status: string;
        };
        /** @description An operator of the platform came to read the business, for this reason, until that moment. */
        "operator.entered": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "tenant";
            };
            /** Format: date-time */
            at: string;
            data: {
                operator: string;
                reason: string;
                tenantId: string;
                /** Format: date-time */
                until: string;
            };
            id: string;
            /** @constant */
            type: "operator.entered";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A customer, or somebody for them, placed an order. */
        "order.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "order";
            };
            /** Format: date-time */
            at: string;
            data: {
                contactId: string | null;
                conversationId: string | null;
                currency: string;
                customerName: string | null;
                /** @enum {string} */
                fulfilment: "delivery" | "pickup";
                lines: {
                    code: string;
                    /** @description In minor units */
                    lineAmount: number;
                    name: string;
                    quantity: number;
                }[];
                number: number;
                orderId: string;
                /** @enum {string} */
                status: "draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled";
                /** @description In minor units */
                total: number;
            };
            id: string;
            /** @constant */
            type: "order.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description The customer could not be told of the last move of their order. */
        "order.not_informed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "order";
            };
            /** Format: date-time */
            at: string;
            data: {
                conversationId: string | null;
                number: number;
                orderId: string;
                /** @enum {string} */
                reason: "window_closed" | "opted_out" | "cannot_send";
            };
            id: string;
            /** @constant */
            type: "order.not_informed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description An order moved to another status, or its note or address changed; then `from` and `status` are the same. */
        "order.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "order";
            };
            /** Format: date-time */
            at: string;
            data: {
                before?: {
                    address?: {
                        latitude?: number;
                        longitude?: number;
                        text?: string;
                    } | null;
                    note?: string | null;
                };
                changed?: {
                    address?: {
                        latitude?: number;
                        longitude?: number;
                        text?: string;
                    } | null;
                    note?: string | null;
                };
                contactId: string | null;
                conversationId: string | null;
                /** @enum {string} */
                from: "draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled";
                number: number;
                orderId: string;
                /** @enum {string} */
                status: "draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled";
            };
            id: string;
            /** @constant */
            type: "order.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        OrderMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            order: {
                catalogId?: string;
                /** @description How many products it has, where they are not listed in `items` */
                itemCount?: number;
                items: {
                    currency: string;
                    /** @description null: none was told, or none that can be read */
                    price: number | null;
                    productId: string;
                    quantity: number;
                }[];
                /** @description The provider’s id of the order */
                orderId?: string;
                text?: string;
                title?: string;
                /** @description What all of it costs, in minor units, where the provider tells that */
                total?: {
                    amount: number;
                    currency: string;
                    digits: number;
                };
            };
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "order";
        };
        OtherMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            media?: components["schemas"]["MessageMedia"];
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            text?: {
                body: string;
                previewUrl?: boolean;
            };
            type: string;
        };
        /** @description A person can sign in by another passkey. */
        "passkey.added": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "passkey.added";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A person removed a passkey, which opens nothing any more. */
        "passkey.removed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "passkey.removed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A person changed their password; all their sessions ended. */
        "password.changed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "password.changed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A person set a new password by a link in a mail; all their sessions ended. */
        "password.reset": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "password.reset";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        ReactionMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description emoji null: the reaction was taken back */
            reaction: {
                emoji: string | null;
                messageId: string | null;
                providerMessageId: string;
            };
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "reaction";
        };
        /** @description Somebody was asked to confirm the password of the person who is signed in, and gave a wrong one. */
        "reauthentication.failed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "reauthentication.failed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A signed-in person confirmed their password, to change keys, credentials or members. */
        "reauthentication.succeeded": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "reauthentication.succeeded";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A person used one of their recovery codes, which is used up by that. */
        "recovery_code.used": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "recovery_code.used";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A person got new recovery codes; the ones of before open nothing any more. */
        "recovery_codes.replaced": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "recovery_codes.replaced";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        RevokeMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            /** @description The message that is edited or taken back; `messageId` null: it is not here */
            original: {
                messageId: string | null;
                providerMessageId: string;
                text?: string;
            };
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "revoke";
        };
        /** @description The business made a role of permissions. */
        "role.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "role";
            };
            /** Format: date-time */
            at: string;
            data: {
                name: string;
                permissions: string[];
                roleId: string;
            };
            id: string;
            /** @constant */
            type: "role.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A role of the business, which nobody had, was removed. */
        "role.removed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "role";
            };
            /** Format: date-time */
            at: string;
            data: {
                name: string;
                roleId: string;
            };
            id: string;
            /** @constant */
            type: "role.removed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A role of the business has another name, or may do other things. */
        "role.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "role";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    name: string;
                    permissions: string[];
                };
                name: string;
                permissions: string[];
                roleId: string;
            };
            id: string;
            /** @constant */
            type: "role.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody who knew the password of this person gave a wrong code, or showed a passkey that proved nothing. */
        "second_factor.failed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "second_factor.failed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A person signed out, here or on another device of theirs. */
        "session.ended": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "session.ended";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A used refresh token came back, which can only be a copy; the session ended. */
        "session.revoked": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "session.revoked";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A person signed in. */
        "session.started": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "session.started";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody tried to sign in as this person with a wrong password. */
        "sign_in.failed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "sign_in.failed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        StickerMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            media: components["schemas"]["MessageMedia"];
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "sticker";
        };
        SystemMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            system: {
                body?: string;
                kind: string;
                newUserId?: string;
                newWaId?: string;
            };
            /** @constant */
            type: "system";
        };
        /** @description A team was made. */
        "team.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "team";
            };
            /** Format: date-time */
            at: string;
            data: {
                name: string;
                teamId: string;
            };
            id: string;
            /** @constant */
            type: "team.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody was put into a team. */
        "team.joined": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "team";
            };
            /** Format: date-time */
            at: string;
            data: {
                teamId: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "team.joined";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody was taken out of a team. */
        "team.left": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "team";
            };
            /** Format: date-time */
            at: string;
            data: {
                teamId: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "team.left";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A team was taken away; its conversations belong to no team any more. */
        "team.removed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "team";
            };
            /** Format: date-time */
            at: string;
            data: {
                name: string;
                teamId: string;
            };
            id: string;
            /** @constant */
            type: "team.removed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A team has another name now. */
        "team.renamed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "team";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: string;
                name: string;
                teamId: string;
            };
            id: string;
            /** @constant */
            type: "team.renamed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        TemplateMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            template: {
                components?: unknown[];
                language: string;
                name: string;
            };
            /** @constant */
            type: "template";
        };
        Tenant: {
            branding: {
                /** @default null */
                logoUrl: string | null;
                /** @default null */
                themeColor: string | null;
                /** @default null */
                themeName: string | null;
            };
            /** @enum {string} */
            businessType: "restaurant" | "pharmacy" | "retail" | "delivery" | "support";
            currency: string;
            currencyDigits: number;
            id: string;
            locale: string;
            name: string;
            plan: string;
            /** @description Its people need a second factor; changed with PUT /api/v1/two-factor/policy */
            requireTwoFactor: boolean;
            settings: {
                assignment: {
                    /** @default false */
                    alsoAway: boolean;
                    /** @default 10 */
                    capacity: number;
                    /**
                     * @default off
                     * @enum {string}
                     */
                    mode: "off" | "round_robin" | "least_loaded";
                    /** @default null */
                    workingHours: {
                        /** @description 1: Monday, 7: Sunday */
                        day: number;
                        from: string;
                        to: string;
                    }[] | null;
                };
                bot: {
                    customerMessagesPerMinute?: number;
                    /** @default true */
                    enabled: boolean;
                    /** @default null */
                    greeting: string | null;
                    groupSeconds?: number;
                    idleMinutes?: number;
                    messagesPerMinute?: number;
                    silenceHours?: number;
                };
                /** @default 0 */
                dayEndsAt: number;
            };
            /** @enum {string} */
            status: "active" | "trial" | "suspended";
            timezone: string;
        };
        /** @description A business was registered. */
        "tenant.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "tenant";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @enum {string} */
                businessType: "restaurant" | "pharmacy" | "retail" | "delivery" | "support";
                currency: string;
                locale: string;
                tenantId: string;
            };
            id: string;
            /** @constant */
            type: "tenant.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description The operator gave the business another plan, or something else than its plan says. */
        "tenant.plan_changed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "tenant";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    plan?: string;
                };
                changed: {
                    plan?: string;
                };
                features?: {
                    [key: string]: boolean | null;
                };
                limits?: {
                    [key: string]: number | null;
                };
                tenantId: string;
            };
            id: string;
            /** @constant */
            type: "tenant.plan_changed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description The operator let the business go on. */
        "tenant.resumed": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "tenant";
            };
            /** Format: date-time */
            at: string;
            data: {
                tenantId: string;
            };
            id: string;
            /** @constant */
            type: "tenant.resumed";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description The operator of the platform suspended the business. */
        "tenant.suspended": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "tenant";
            };
            /** Format: date-time */
            at: string;
            data: {
                reason: string;
                tenantId: string;
            };
            id: string;
            /** @constant */
            type: "tenant.suspended";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Name, region, settings or branding of the business changed, or whether its people need a second factor. */
        "tenant.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "tenant";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    branding?: {
                        /** @default null */
                        logoUrl: string | null;
                        /** @default null */
                        themeColor: string | null;
                        /** @default null */
                        themeName: string | null;
                    };
                    currency?: string;
                    locale?: string;
                    name?: string;
                    /** @description Its people need a second factor; changed with PUT /api/v1/two-factor/policy */
                    requireTwoFactor?: boolean;
                    settings?: {
                        assignment: {
                            /** @default false */
                            alsoAway: boolean;
                            /** @default 10 */
                            capacity: number;
                            /**
                             * @default off
                             * @enum {string}
                             */
                            mode: "off" | "round_robin" | "least_loaded";
                            /** @default null */
                            workingHours: {
                                /** @description 1: Monday, 7: Sunday */
                                day: number;
                                from: string;
                                to: string;
                            }[] | null;
                        };
                        bot: {
                            customerMessagesPerMinute?: number;
                            /** @default true */
                            enabled: boolean;
                            /** @default null */
                            greeting: string | null;
                            groupSeconds?: number;
                            idleMinutes?: number;
                            messagesPerMinute?: number;
                            silenceHours?: number;
                        };
                        /** @default 0 */
                        dayEndsAt: number;
                    };
                    timezone?: string;
                };
                changed: {
                    branding?: {
                        /** @default null */
                        logoUrl: string | null;
                        /** @default null */
                        themeColor: string | null;
                        /** @default null */
                        themeName: string | null;
                    };
                    currency?: string;
                    locale?: string;
                    name?: string;
                    /** @description Its people need a second factor; changed with PUT /api/v1/two-factor/policy */
                    requireTwoFactor?: boolean;
                    settings?: {
                        assignment: {
                            /** @default false */
                            alsoAway: boolean;
                            /** @default 10 */
                            capacity: number;
                            /**
                             * @default off
                             * @enum {string}
                             */
                            mode: "off" | "round_robin" | "least_loaded";
                            /** @default null */
                            workingHours: {
                                /** @description 1: Monday, 7: Sunday */
                                day: number;
                                from: string;
                                to: string;
                            }[] | null;
                        };
                        bot: {
                            customerMessagesPerMinute?: number;
                            /** @default true */
                            enabled: boolean;
                            /** @default null */
                            greeting: string | null;
                            groupSeconds?: number;
                            idleMinutes?: number;
                            messagesPerMinute?: number;
                            silenceHours?: number;
                        };
                        /** @default 0 */
                        dayEndsAt: number;
                    };
                    timezone?: string;
                };
                tenantId: string;
            };
            id: string;
            /** @constant */
            type: "tenant.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        TextMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            text: {
                body: string;
                previewUrl?: boolean;
            };
            /** @constant */
            type: "text";
        };
        /** @description A person removed their authenticator app. */
        "two_factor.disabled": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "two_factor.disabled";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A person set up an authenticator app; their password alone opens nothing any more, and their other sessions ended. */
        "two_factor.enabled": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "two_factor.enabled";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description An operator took the second factors from a person who had lost them, for this reason; their sessions ended. */
        "two_factor.reset": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "user";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Where it came from, as an IP address */
                address: string;
                /** @description What the program there calls itself (User-Agent) */
                device: string;
                operator: string;
                reason: string;
                userId: string;
            };
            id: string;
            /** @constant */
            type: "two_factor.reset";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A file of a customer was not taken over, because the plan has no room for it. Once for each limit. */
        "usage.filled": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "tenant";
            };
            /** Format: date-time */
            at: string;
            data: {
                limit: number;
                /** @constant */
                metric: "received_bytes";
                plan: string;
                tenantId: string;
                used: number;
            };
            id: string;
            /** @constant */
            type: "usage.filled";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Most of what the plan allows in a month is used (80 %), or all of it. */
        "usage.warned": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "tenant";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @enum {string} */
                level: "nearly_reached" | "reached";
                limit: number;
                /** @constant */
                metric: "messages";
                plan: string;
                tenantId: string;
                used: number;
            };
            id: string;
            /** @constant */
            type: "usage.warned";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        VideoMessage: {
            _links: {
                [key: string]: string;
            };
            author: {
                id?: string;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
                name?: string;
            };
            conversationId: string;
            createdAt: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description Set once it was edited: what it says now. The words of before stay where they were. */
            edited?: {
                at: string;
                text: string | null;
            };
            /** @description Why it did not arrive: the most telling thing that the provider said */
            error: {
                /** @description The provider’s, or ours */
                code: string | number;
                meaning?: components["schemas"]["Meaning"];
                /** @description What else the provider said of it */
                others?: components["schemas"]["MessageFailure"][];
                text: string;
                title: string;
            } | null;
            /** @description Why what a customer sent, or its file, cannot be shown: what the provider says of it */
            errors?: components["schemas"]["MessageReason"][];
            forwarded?: boolean;
            /** @description It went through so many chats that WhatsApp says so */
            frequentlyForwarded?: boolean;
            id: string;
            media: components["schemas"]["MessageMedia"];
            /** @description When the customer listened to this voice note */
            playedAt?: string;
            /** @description The product the customer asks about */
            product?: {
                catalogId?: string;
                productId?: string;
            };
            /** @description When the provider says it was written; null for what we send */
            providerAt: string | null;
            providerMessageId: string | null;
            /** @description The provider’s own object, where we could not read it */
            raw?: unknown;
            /** @description What the customer came from, in the provider’s words */
            referral?: {
                [key: string]: unknown;
            };
            /** @description The message it answers */
            replyToMessageId: string | null;
            /** @description The provider’s id of the message that it answers, also when that is not here */
            replyToProviderId: string | null;
            /** @description The failed message of which this is a second try */
            retryOf: string | null;
            /** @description When it was taken back */
            revokedAt?: string;
            /** @description Counts within the conversation, without gaps */
            seq: number;
            /** @enum {string} */
            status: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /** @constant */
            type: "video";
        };
        /** @description An address was added that gets webhooks. */
        "webhook_endpoint.created": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "webhookEndpoint";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @description Which events it gets */
                types: string[];
                url: string;
                webhookEndpointId: string;
            };
            id: string;
            /** @constant */
            type: "webhook_endpoint.created";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A webhook endpoint was removed. */
        "webhook_endpoint.deleted": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "webhookEndpoint";
            };
            /** Format: date-time */
            at: string;
            data: {
                url: string;
                webhookEndpointId: string;
            };
            id: string;
            /** @constant */
            type: "webhook_endpoint.deleted";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A webhook endpoint gets nothing more: it answered that it is gone, or failed for days. */
        "webhook_endpoint.disabled": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "webhookEndpoint";
            };
            /** Format: date-time */
            at: string;
            data: {
                /** @enum {string} */
                reason: "gone" | "failing";
                url: string;
                webhookEndpointId: string;
            };
            id: string;
            /** @constant */
            type: "webhook_endpoint.disabled";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description A webhook endpoint got a new secret; the one before stays valid for a while. */
        "webhook_endpoint.secret_rotated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "webhookEndpoint";
            };
            /** Format: date-time */
            at: string;
            data: {
                webhookEndpointId: string;
            };
            id: string;
            /** @constant */
            type: "webhook_endpoint.secret_rotated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
        /** @description Somebody changed, enabled or disabled a webhook endpoint. */
        "webhook_endpoint.updated": {
            /** @description Who did it */
            actor: {
                id: string | null;
                /** @enum {string} */
                kind: "contact" | "user" | "bot" | "campaign" | "api" | "system";
            };
            /** @description What it is about */
            aggregate: {
                id: string;
                /** @constant */
                type: "webhookEndpoint";
            };
            /** Format: date-time */
            at: string;
            data: {
                before: {
                    description?: string;
                    enabled?: boolean;
                    ordered?: boolean;
                    /** @description Which events it gets */
                    types?: string[];
                    url?: string;
                };
                changed: {
                    description?: string;
                    enabled?: boolean;
                    ordered?: boolean;
                    /** @description Which events it gets */
                    types?: string[];
                    url?: string;
                };
                webhookEndpointId: string;
            };
            id: string;
            /** @constant */
            type: "webhook_endpoint.updated";
            /** @description Now 1. What was written in an earlier one says so. */
            version: number;
        };
    };
    responses: {
        /** @description The request is not valid; details name each field. */
        Error400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        code: string;
                        details?: unknown;
                        message: string;
                        timestamp: string;
                    };
                    /** @constant */
                    success: false;
                };
            };
        };
        /** @description Not signed in, or the token is no longer good. */
        Error401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        code: string;
                        details?: unknown;
                        message: string;
                        timestamp: string;
                    };
                    /** @constant */
                    success: false;
                };
            };
        };
        /** @description Your role does not allow this. */
        Error403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        code: string;
                        details?: unknown;
                        message: string;
                        timestamp: string;
                    };
                    /** @constant */
                    success: false;
                };
            };
        };
        /** @description Not found. */
        Error404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        code: string;
                        details?: unknown;
                        message: string;
                        timestamp: string;
                    };
                    /** @constant */
                    success: false;
                };
            };
        };
        /** @description In conflict with what is there. */
        Error409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        code: string;
                        details?: unknown;
                        message: string;
                        timestamp: string;
                    };
                    /** @constant */
                    success: false;
                };
            };
        };
        /** @description Understood and refused; the code says why. */
        Error422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        code: string;
                        details?: unknown;
                        message: string;
                        timestamp: string;
                    };
                    /** @constant */
                    success: false;
                };
            };
        };
        /** @description Too many requests; Retry-After says when to come back. */
        Error429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        code: string;
                        details?: unknown;
                        message: string;
                        timestamp: string;
                    };
                    /** @constant */
                    success: false;
                };
            };
        };
        /** @description Our fault; give support the request id. */
        Error500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        code: string;
                        details?: unknown;
                        message: string;
                        timestamp: string;
                    };
                    /** @constant */
                    success: false;
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAlerts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                open?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            details: {
                                [key: string]: unknown;
                            };
                            id: string;
                            message: string;
                            /** Format: date-time */
                            openedAt: string;
                            resolvedAt: string | null;
                            /** Format: date-time */
                            seenAt: string;
                            /** @enum {string} */
                            severity: "warning" | "critical";
                            subject: string;
                            type: string;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getAnnouncements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            endsAt: string;
                            id: string;
                            maintenance: boolean;
                            /** Format: date-time */
                            startsAt: string;
                            texts: {
                                ar: string;
                                en: string;
                                fr: string;
                            };
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getApiKeys: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postApiKeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Addresses and networks (CIDR) from which it may be used; empty: from everywhere. */
                    allowedAddresses?: string[];
                    expiresAt?: string | null;
                    /**
                     * @description A test key reaches channels of the simulator and no others.
                     * @default live
                     * @enum {string}
                     */
                    mode?: "live" | "test";
                    name: string;
                    permissions: ("tenant:read" | "users:read" | "channels:read" | "contacts:read" | "conversations:read" | "catalog:read" | "orders:read" | "tenant:write" | "api_keys:read" | "api_keys:write" | "users:write" | "channels:write" | "contacts:write" | "conversations:write" | "catalog:write" | "orders:write" | "simulator:write" | "operations:read" | "operations:write" | "events:read" | "audit:read" | "webhooks:read" | "webhooks:write")[];
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            allowedAddresses: string[];
                            /** Format: date-time */
                            createdAt: string;
                            createdBy: string;
                            expiresAt: string | null;
                            id: string;
                            /** @description Shown here and never again. */
                            key: string;
                            /** @description To the minute. */
                            lastUsedAt: string | null;
                            /** @enum {string} */
                            mode: "live" | "test";
                            name: string;
                            permissions: string[];
                            /** @description The first characters of the key. */
                            prefix: string;
                            /** @description Until when the key before the last rotation is accepted. */
                            previousUntil: string | null;
                            rotatedAt: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteApiKeyById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postApiKeyRotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description For so long the key before is accepted too.
                     * @default 60
                     */
                    overlapMinutes?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            allowedAddresses: string[];
                            /** Format: date-time */
                            createdAt: string;
                            createdBy: string;
                            expiresAt: string | null;
                            id: string;
                            /** @description Shown here and never again. */
                            key: string;
                            /** @description To the minute. */
                            lastUsedAt: string | null;
                            /** @enum {string} */
                            mode: "live" | "test";
                            name: string;
                            permissions: string[];
                            /** @description The first characters of the key. */
                            prefix: string;
                            /** @description Until when the key before the last rotation is accepted. */
                            previousUntil: string | null;
                            rotatedAt: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getApiKeysCurrent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getAuditEvents: {
        parameters: {
            query?: {
                /** @description Only what this person did */
                actor?: string;
                /** @description Only what happened to this: `ord_…`, `chn_…` */
                aggregate?: string;
                cursor?: string;
                /** @description csv: a file of up to 50,000 rows */
                format?: "json" | "csv";
                from?: string;
                limit?: number;
                /** @description audit: what people and keys did, and what happened to accounts. all: every event */
                scope?: "audit" | "all";
                /** @description Up to this moment, without it */
                to?: string;
                /** @description Types with commas between, `order.*` for all of a noun */
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            actor: {
                                id: string | null;
                                kind: string;
                                /** @description Of a person who still works here */
                                name: string | null;
                            };
                            /** @description Where it came from, when that was written down */
                            address: string | null;
                            /** @description What was changed, as it is since */
                            after: {
                                [key: string]: unknown;
                            } | null;
                            aggregate: {
                                id: string;
                                type: string;
                            };
                            at: string;
                            /** @description What was changed, as it was */
                            before: {
                                [key: string]: unknown;
                            } | null;
                            /** @description The data of the event; docs/api/events.md */
                            data: {
                                [key: string]: unknown;
                            };
                            device: string | null;
                            id: string;
                            type: string;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                    /** @description With two-factor sign-in: a code of the app, or a recovery code */
                    totp?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessToken: string;
                            /** @description Seconds until the access token ends */
                            expiresIn: number;
                            /** @description Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie */
                            refreshToken: string;
                            role: string;
                            tenant: components["schemas"]["Tenant"] | null;
                            user: {
                                /** @description A path on this server; it opens without a token */
                                avatarUrl: string | null;
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                locale: string | null;
                                name: string;
                                systemAdmin: boolean;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthLoginPasskey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    response: {
                        id: string;
                        rawId: string;
                        response: {
                            authenticatorData: string;
                            clientDataJSON: string;
                            signature: string;
                            userHandle?: string | null;
                        };
                        /** @enum {string} */
                        type: "public-key";
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessToken: string;
                            /** @description Seconds until the access token ends */
                            expiresIn: number;
                            /** @description Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie */
                            refreshToken: string;
                            role: string;
                            tenant: components["schemas"]["Tenant"] | null;
                            user: {
                                /** @description A path on this server; it opens without a token */
                                avatarUrl: string | null;
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                locale: string | null;
                                name: string;
                                systemAdmin: boolean;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthLoginPasskeyOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description For navigator.credentials, in the JSON form of WebAuthn; they count for five minutes, and once */
                            options: {
                                [key: string]: unknown;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthLoginSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    challenge: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessToken: string;
                            /** @description Seconds until the access token ends */
                            expiresIn: number;
                            /** @description Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie */
                            refreshToken: string;
                            role: string;
                            tenant: components["schemas"]["Tenant"] | null;
                            user: {
                                /** @description A path on this server; it opens without a token */
                                avatarUrl: string | null;
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                locale: string | null;
                                name: string;
                                systemAdmin: boolean;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {boolean} */
                            signedOut: true;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getAuthMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            permissions: string[];
                            role: string;
                            tenant: components["schemas"]["Tenant"] | null;
                            tenants: {
                                id: string;
                                name: string;
                                role: string;
                            }[];
                            twoFactor: {
                                on: boolean;
                                /** @description Your business asks for it. Without it nothing is open but what sets it up. */
                                required: boolean;
                            };
                            user: {
                                /** @description A path on this server; it opens without a token */
                                avatarUrl: string | null;
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                locale: string | null;
                                name: string;
                                systemAdmin: boolean;
                            };
                            /** @enum {string} */
                            visibility: "own" | "team" | "all";
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchAuthMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    locale?: string;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            permissions: string[];
                            role: string;
                            tenant: components["schemas"]["Tenant"] | null;
                            tenants: {
                                id: string;
                                name: string;
                                role: string;
                            }[];
                            twoFactor: {
                                on: boolean;
                                /** @description Your business asks for it. Without it nothing is open but what sets it up. */
                                required: boolean;
                            };
                            user: {
                                /** @description A path on this server; it opens without a token */
                                avatarUrl: string | null;
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                locale: string | null;
                                name: string;
                                systemAdmin: boolean;
                            };
                            /** @enum {string} */
                            visibility: "own" | "team" | "all";
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthMeAvatar: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file with its name
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            avatarUrl: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteAuthMeAvatar: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthPasswordChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessToken: string;
                            /** @description Seconds until the access token ends */
                            expiresIn: number;
                            /** @description Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie */
                            refreshToken: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthPasswordForgot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {boolean} */
                            accepted: true;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {boolean} */
                            reset: true;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthReauthenticate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    method: "password";
                    password: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description For so long this session may change keys, credentials and members. */
                            recentForSeconds: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthRefresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refreshToken?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessToken: string;
                            /** @description Seconds until the access token ends */
                            expiresIn: number;
                            /** @description Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie */
                            refreshToken: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthRegister: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    businessName: string;
                    /** @enum {string} */
                    businessType: "restaurant" | "pharmacy" | "retail" | "delivery" | "support";
                    currency?: string;
                    email: string;
                    locale?: string;
                    name: string;
                    password: string;
                    timezone?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessToken: string;
                            /** @description Seconds until the access token ends */
                            expiresIn: number;
                            /** @description Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie */
                            refreshToken: string;
                            role: string;
                            tenant: components["schemas"]["Tenant"] | null;
                            user: {
                                /** @description A path on this server; it opens without a token */
                                avatarUrl: string | null;
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                locale: string | null;
                                name: string;
                                systemAdmin: boolean;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getAuthSessions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            address: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** @description The one that asks */
                            current: boolean;
                            /** @description What the program there calls itself (User-Agent) */
                            device: string;
                            id: string;
                            /** Format: date-time */
                            lastUsedAt: string;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteAuthSessionById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthSessionsRevokeOthers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            ended: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthSwitchTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tenantId: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessToken: string;
                            /** @description Seconds until the access token ends */
                            expiresIn: number;
                            /** @description Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie */
                            refreshToken: string;
                            role: string;
                            tenant: components["schemas"]["Tenant"] | null;
                            user: {
                                /** @description A path on this server; it opens without a token */
                                avatarUrl: string | null;
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                locale: string | null;
                                name: string;
                                systemAdmin: boolean;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthVerifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {boolean} */
                            verified: true;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postAuthVerifyEmailResend: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description False: the address is proven already. */
                            sent: boolean;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getBot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Whether it answers customers now: available, and switched on */
                            answers: boolean;
                            /** @description Whether there is a bot for this kind of business */
                            available: boolean;
                            /** @description Whether customers can order: an item of the catalogue is available */
                            canOrder: boolean;
                            /** @description Whether it tells customers when their order moves */
                            tellsOrders: boolean;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getCatalogBranches: {
        parameters: {
            query?: {
                cursor?: string;
                fields?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links?: {
                                [key: string]: string;
                            };
                            address?: string;
                            available?: boolean;
                            createdAt?: string;
                            id?: string;
                            name?: string;
                            phone?: string | null;
                            position?: number;
                            translations?: {
                                [key: string]: {
                                    description?: string;
                                    name?: string;
                                };
                            };
                            updatedAt?: string;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postCatalogBranches: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    address?: string;
                    /** @default true */
                    available?: boolean;
                    name: string;
                    phone?: (string) | null;
                    /** @description Place in lists; at the end when left out */
                    position?: number;
                    /**
                     * @description {"ar": {"name": "…"}}: what customers of that language read
                     * @default {}
                     */
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            address: string;
                            available: boolean;
                            createdAt: string;
                            id: string;
                            name: string;
                            phone: string | null;
                            position: number;
                            translations: {
                                [key: string]: {
                                    description?: string;
                                    name?: string;
                                };
                            };
                            updatedAt: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteCatalogBrancheById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchCatalogBrancheById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address?: string;
                    available?: boolean;
                    name?: string;
                    phone?: (string) | null;
                    /** @description Place in lists; at the end when left out */
                    position?: number;
                    /** @description {"ar": {"name": "…"}}: what customers of that language read */
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            address: string;
                            available: boolean;
                            createdAt: string;
                            id: string;
                            name: string;
                            phone: string | null;
                            position: number;
                            translations: {
                                [key: string]: {
                                    description?: string;
                                    name?: string;
                                };
                            };
                            updatedAt: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getCatalogCategories: {
        parameters: {
            query?: {
                cursor?: string;
                fields?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links?: {
                                [key: string]: string;
                            };
                            createdAt?: string;
                            id?: string;
                            name?: string;
                            position?: number;
                            translations?: {
                                [key: string]: {
                                    description?: string;
                                    name?: string;
                                };
                            };
                            updatedAt?: string;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postCatalogCategories: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description Place in lists; at the end when left out */
                    position?: number;
                    /**
                     * @description {"ar": {"name": "…"}}: what customers of that language read
                     * @default {}
                     */
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            id: string;
                            name: string;
                            position: number;
                            translations: {
                                [key: string]: {
                                    description?: string;
                                    name?: string;
                                };
                            };
                            updatedAt: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteCatalogCategoryById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchCatalogCategoryById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description Place in lists; at the end when left out */
                    position?: number;
                    /** @description {"ar": {"name": "…"}}: what customers of that language read */
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            id: string;
                            name: string;
                            position: number;
                            translations: {
                                [key: string]: {
                                    description?: string;
                                    name?: string;
                                };
                            };
                            updatedAt: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getCatalogItems: {
        parameters: {
            query?: {
                available?: string;
                categoryId?: string;
                code?: string;
                cursor?: string;
                fields?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links?: {
                                [key: string]: string;
                            };
                            available?: boolean;
                            categoryId?: string | null;
                            code?: string;
                            createdAt?: string;
                            description?: string;
                            id?: string;
                            imageUrl?: string | null;
                            name?: string;
                            position?: number;
                            price?: {
                                /** @description In minor units */
                                amount: number;
                                currency: string;
                                /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                digits: number;
                            };
                            translations?: {
                                [key: string]: {
                                    description?: string;
                                    name?: string;
                                };
                            };
                            updatedAt?: string;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postCatalogItems: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default true */
                    available?: boolean;
                    categoryId?: string | null;
                    /** @description What customers type to order: #01 */
                    code: string;
                    /** @default  */
                    description?: string;
                    imageUrl?: string | null;
                    name: string;
                    /** @description Place in lists; at the end when left out */
                    position?: number;
                    price: {
                        /** @description In minor units: 1250 with SAR is 12.50 */
                        amount: number;
                        currency: string;
                        /** @description Digits after the point by ISO 4217; refused when it is not what the currency has */
                        digits?: number;
                    };
                    /**
                     * @description {"ar": {"name": "…"}}: what customers of that language read
                     * @default {}
                     */
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            available: boolean;
                            categoryId: string | null;
                            code: string;
                            createdAt: string;
                            description: string;
                            id: string;
                            imageUrl: string | null;
                            name: string;
                            position: number;
                            price: {
                                /** @description In minor units */
                                amount: number;
                                currency: string;
                                /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                digits: number;
                            };
                            translations: {
                                [key: string]: {
                                    description?: string;
                                    name?: string;
                                };
                            };
                            updatedAt: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getCatalogItemById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            available: boolean;
                            categoryId: string | null;
                            code: string;
                            createdAt: string;
                            description: string;
                            id: string;
                            imageUrl: string | null;
                            name: string;
                            position: number;
                            price: {
                                /** @description In minor units */
                                amount: number;
                                currency: string;
                                /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                digits: number;
                            };
                            translations: {
                                [key: string]: {
                                    description?: string;
                                    name?: string;
                                };
                            };
                            updatedAt: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteCatalogItemById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchCatalogItemById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    available?: boolean;
                    categoryId?: string | null;
                    /** @description What customers type to order: #01 */
                    code?: string;
                    description?: string;
                    imageUrl?: string | null;
                    name?: string;
                    /** @description Place in lists; at the end when left out */
                    position?: number;
                    price?: {
                        /** @description In minor units: 1250 with SAR is 12.50 */
                        amount: number;
                        currency: string;
                        /** @description Digits after the point by ISO 4217; refused when it is not what the currency has */
                        digits?: number;
                    };
                    /** @description {"ar": {"name": "…"}}: what customers of that language read */
                    translations?: {
                        [key: string]: {
                            description?: string;
                            name?: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            available: boolean;
                            categoryId: string | null;
                            code: string;
                            createdAt: string;
                            description: string;
                            id: string;
                            imageUrl: string | null;
                            name: string;
                            position: number;
                            price: {
                                /** @description In minor units */
                                amount: number;
                                currency: string;
                                /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                digits: number;
                            };
                            translations: {
                                [key: string]: {
                                    description?: string;
                                    name?: string;
                                };
                            };
                            updatedAt: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postCatalogItemsBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "update";
                    /** @description true: always a job, answered with 202; so is whatever has more than 1000 rows */
                    async?: boolean;
                    /** @description The same filters as the list */
                    filter?: {
                        available?: boolean;
                        categoryId?: string;
                        code?: string;
                    };
                    ids?: string[];
                    updates: {
                        available?: boolean;
                        categoryId?: string | null;
                        description?: string;
                        imageUrl?: string | null;
                        name?: string;
                        /** @description Place in lists; at the end when left out */
                        position?: number;
                        price?: {
                            /** @description In minor units: 1250 with SAR is 12.50 */
                            amount: number;
                            currency: string;
                            /** @description Digits after the point by ISO 4217; refused when it is not what the currency has */
                            digits?: number;
                        };
                        /** @description {"ar": {"name": "…"}}: what customers of that language read */
                        translations?: {
                            [key: string]: {
                                description?: string;
                                name?: string;
                            };
                        };
                    };
                } | {
                    /** @enum {string} */
                    action: "delete";
                    /** @description true: always a job, answered with 202; so is whatever has more than 1000 rows */
                    async?: boolean;
                    /** @description The same filters as the list */
                    filter?: {
                        available?: boolean;
                        categoryId?: string;
                        code?: string;
                    };
                    ids?: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            failed: number;
                            results: {
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                id: string;
                                ok: boolean;
                            }[];
                            updated: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            createdBy: {
                                id: string | null;
                                kind: string;
                            };
                            /** @description Rows that are over, the failed ones among them */
                            done: number;
                            /** @description Why the job itself failed; rows that failed say it themselves */
                            error: {
                                code: string;
                                message: string;
                            } | null;
                            /** @description Then it is deleted, with its results */
                            expiresAt: string;
                            failed: number;
                            finishedAt: string | null;
                            id: string;
                            /** @description What it does, for example `conversations.bulk` */
                            kind: string;
                            /** @description Of one job that is over and has at most 200 rows; of longer ones see `/jobs/:id/results` */
                            results?: {
                                data?: {
                                    [key: string]: unknown;
                                };
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                /** @description What was changed or made */
                                id: string | null;
                                /** @description Its line in the file, from 1 */
                                line: number | null;
                                /** @description Its place in the job, from 1 */
                                no: number;
                                ok: boolean;
                            }[];
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "done" | "failed" | "cancelled";
                            /** @description Rows in all; grows while they are collected */
                            total: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getChannels: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"][];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postChannels: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description cloud_api: {phoneNumberId, wabaId, accessToken, appSecret, verifyToken?}; twilio: {accountSid, authToken, from, messagingServiceSid?}, or {from} on a server that has an account of its own; waha: {baseUrl, apiKey, session?, hmacKey?}, or {} on a server that has WAHA of its own; simulator: {}. Encrypted, never returned.
                     * @default {}
                     */
                    credentials?: {
                        [key: string]: unknown;
                    };
                    name: string;
                    /** @enum {string} */
                    provider: "cloud_api" | "twilio" | "waha" | "simulator";
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getChannelById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteChannelById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchChannelById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Only what changes. */
                    credentials?: {
                        [key: string]: unknown;
                    };
                    name?: string;
                    /** @description How fast the number may send; null: as its provider allows. */
                    sending?: {
                        burst?: number;
                        perSecond?: number;
                    } | null;
                    /** @description What somebody needs to be given its conversations by automatic assignment. */
                    skills?: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getChannelBusinessProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            about?: string;
                            address?: string;
                            description?: string;
                            email?: string;
                            profile_picture_url?: string;
                            vertical?: string;
                            websites?: string[];
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchChannelBusinessProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    about?: string;
                    address?: string;
                    description?: string;
                    /** Format: email */
                    email?: string;
                    vertical?: string;
                    websites?: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            about?: string;
                            address?: string;
                            description?: string;
                            email?: string;
                            profile_picture_url?: string;
                            vertical?: string;
                            websites?: string[];
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postChannelDeregister: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {boolean} */
                            done: true;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postChannelLogout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getChannelNotices: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            at: string;
                            /** @description The provider’s own sentence or reason. */
                            details: string | null;
                            /** @description Where the provider told it. */
                            field: string;
                            id: string;
                            /** @enum {string} */
                            kind: "account" | "restriction" | "review" | "alert" | "quality" | "limit" | "name" | "security" | "template_status" | "template_quality" | "template_category" | "other";
                            /** @description Why something that should be a message or a status is here. */
                            problem: string | null;
                            /** @description What it is about by name: a template, a number. */
                            subject: string | null;
                            /** @description As it was received. */
                            value: unknown;
                            /** @description What happened, in the provider’s word, like REJECTED. */
                            word: string | null;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postChannelPairingCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The number of the phone that is to be linked, with its country code. */
                    phoneNumber: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            code: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getChannelQr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Ask again by then. */
                            expiresInSeconds: number;
                            /** @enum {string} */
                            kind: "qr";
                            pngBase64: string;
                        } | {
                            /** @enum {string} */
                            kind: "linked";
                        } | {
                            /**
                             * @description There is no code now: the session starts, or has to be started.
                             * @enum {string}
                             */
                            kind: "waiting";
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postChannelRegister: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    pin: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {boolean} */
                            done: true;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postChannelStart: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postChannelStop: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postChannelSubscribe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description Where deliveries of this account go instead of the app’s own address.
                     */
                    callbackUrl?: string;
                    verifyToken?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {boolean} */
                            done: true;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postChannelTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postChannelsEmbeddedSignup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description From Meta’s sign-up window; good for 30 seconds. */
                    code: string;
                    /** @default WhatsApp */
                    name?: string;
                    phoneNumberId: string;
                    pin?: string;
                    wabaId: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            channel: components["schemas"]["Channel"];
                            steps: {
                                done: boolean;
                                reason: string | null;
                                /** @enum {string} */
                                step: "subscribe" | "register";
                            }[];
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getContacts: {
        parameters: {
            query?: {
                cursor?: string;
                fields?: string;
                limit?: number;
                /** @description Part of a name, phone number or user name */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links?: {
                                [key: string]: string;
                            };
                            createdAt?: string;
                            displayName?: string;
                            fields?: {
                                [key: string]: string | "" | number | boolean | null;
                            };
                            id?: string;
                            identities?: {
                                /** @enum {string} */
                                kind: "phone" | "wa_id" | "bsuid" | "lid" | "username";
                                value: string;
                            }[];
                            locale?: string | null;
                            marketingOptedOutAt?: string | null;
                            name?: string | null;
                            optedOutAt?: string | null;
                            phone?: string | null;
                            updatedAt?: string;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getContactById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description Merged into the contact at Location */
            307: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchContactById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    fields?: {
                        [key: string]: string | "" | number | boolean | null;
                    };
                    locale?: string | null;
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postContactMerge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The contact that becomes one with this one, and is shown no more */
                    contactId: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            by: {
                                id?: string;
                                kind: string;
                            };
                            conversationIds: string[];
                            createdAt: string;
                            id: string;
                            identities: {
                                kind: string;
                                value: string;
                            }[];
                            keptId: string;
                            mergedId: string;
                            /** @enum {string} */
                            reason: "manual" | "identities" | "number_change";
                            undoneAt: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            by: {
                                id?: string;
                                kind: string;
                            };
                            conversationIds: string[];
                            createdAt: string;
                            id: string;
                            identities: {
                                kind: string;
                                value: string;
                            }[];
                            keptId: string;
                            mergedId: string;
                            /** @enum {string} */
                            reason: "manual" | "identities" | "number_change";
                            undoneAt: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getContactMerges: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            by: {
                                id?: string;
                                kind: string;
                            };
                            conversationIds: string[];
                            createdAt: string;
                            id: string;
                            identities: {
                                kind: string;
                                value: string;
                            }[];
                            keptId: string;
                            mergedId: string;
                            /** @enum {string} */
                            reason: "manual" | "identities" | "number_change";
                            undoneAt: string | null;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postContactsBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description true: always a job, answered with 202; so is whatever has more than 1000 rows */
                    async?: boolean;
                    /** @description The same filters as the list */
                    filter?: {
                        /** @description Part of a name, phone number or user name */
                        q?: string;
                    };
                    ids?: string[];
                    updates: {
                        fields?: {
                            [key: string]: string | "" | number | boolean | null;
                        };
                        locale?: string | null;
                        name?: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            failed: number;
                            results: {
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                id: string;
                                ok: boolean;
                            }[];
                            updated: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            createdBy: {
                                id: string | null;
                                kind: string;
                            };
                            /** @description Rows that are over, the failed ones among them */
                            done: number;
                            /** @description Why the job itself failed; rows that failed say it themselves */
                            error: {
                                code: string;
                                message: string;
                            } | null;
                            /** @description Then it is deleted, with its results */
                            expiresAt: string;
                            failed: number;
                            finishedAt: string | null;
                            id: string;
                            /** @description What it does, for example `conversations.bulk` */
                            kind: string;
                            /** @description Of one job that is over and has at most 200 rows; of longer ones see `/jobs/:id/results` */
                            results?: {
                                data?: {
                                    [key: string]: unknown;
                                };
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                /** @description What was changed or made */
                                id: string | null;
                                /** @description Its line in the file, from 1 */
                                line: number | null;
                                /** @description Its place in the job, from 1 */
                                no: number;
                                ok: boolean;
                            }[];
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "done" | "failed" | "cancelled";
                            /** @description Rows in all; grows while they are collected */
                            total: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getContactsExport: {
        parameters: {
            query?: {
                /** @description true: begins with the mark without which Excel misreads UTF-8 */
                bom?: string;
                /** @description Own fields that get a column; left out: those that the newest contacts have */
                fields?: string;
                /** @description Part of a name, phone number or user name */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description Success */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["responses"]["Error400"];
                };
            };
            /** @description Success */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["responses"]["Error401"];
                };
            };
            /** @description Success */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["responses"]["Error403"];
                };
            };
            /** @description Success */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["responses"]["Error429"];
                };
            };
            /** @description Success */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["responses"]["Error500"];
                };
            };
        };
    };
    postContactsImport: {
        parameters: {
            query?: {
                /** @description true: shows how the file is understood, and writes nothing */
                preview?: string;
            };
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file with its name
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description So many of them, from the beginning, were looked through for problems */
                            checked: number;
                            columns: {
                                header: string;
                                /** @description name, firstName, lastName, phone, locale, ignore, or field:<name> */
                                target: string;
                            }[];
                            /** @enum {string} */
                            encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "windows-1256";
                            /** @description The first hundred */
                            problems: {
                                line: number;
                                problem: string;
                            }[];
                            /** @description The first twenty */
                            rows: {
                                cells: string[];
                                line: number;
                                person: {
                                    fields: {
                                        [key: string]: string;
                                    };
                                    locale?: string;
                                    name?: string;
                                    phone: string;
                                } | null;
                                problem: string | null;
                            }[];
                            /** @enum {string} */
                            separator: "," | ";" | "\t" | "|";
                            /** @description Rows of the file */
                            total: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            createdBy: {
                                id: string | null;
                                kind: string;
                            };
                            /** @description Rows that are over, the failed ones among them */
                            done: number;
                            /** @description Why the job itself failed; rows that failed say it themselves */
                            error: {
                                code: string;
                                message: string;
                            } | null;
                            /** @description Then it is deleted, with its results */
                            expiresAt: string;
                            failed: number;
                            finishedAt: string | null;
                            id: string;
                            /** @description What it does, for example `conversations.bulk` */
                            kind: string;
                            /** @description Of one job that is over and has at most 200 rows; of longer ones see `/jobs/:id/results` */
                            results?: {
                                data?: {
                                    [key: string]: unknown;
                                };
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                /** @description What was changed or made */
                                id: string | null;
                                /** @description Its line in the file, from 1 */
                                line: number | null;
                                /** @description Its place in the job, from 1 */
                                no: number;
                                ok: boolean;
                            }[];
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "done" | "failed" | "cancelled";
                            /** @description Rows in all; grows while they are collected */
                            total: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postContactsMergeUndo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                mergeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            by: {
                                id?: string;
                                kind: string;
                            };
                            conversationIds: string[];
                            createdAt: string;
                            id: string;
                            identities: {
                                kind: string;
                                value: string;
                            }[];
                            keptId: string;
                            mergedId: string;
                            /** @enum {string} */
                            reason: "manual" | "identities" | "number_change";
                            undoneAt: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getConversations: {
        parameters: {
            query?: {
                /** @description A person, `me`, or `none` for conversations that nobody has */
                assigneeId?: string;
                channelId?: string;
                contactId?: string;
                cursor?: string;
                fields?: string;
                limit?: number;
                /** @description Part of a name, phone number, user name or name of a group */
                q?: string;
                /** @description Only what is snoozed now, nothing of it, or both. Left out: nothing of it in lists of what is to be done (`status=open` or `pending`, `unread=true`, `sort=waiting` or `urgent`), both everywhere else, when searching with `q`, and with `sort=created` */
                snoozed?: "true" | "false" | "any";
                /** @description `recent`: newest message first; `urgent`: who waits for an answer first, the least time left before the others; `waiting`: only who waits, whom a bot handed over before the others, the longest first; `created`: as they were opened, the oldest first. Programs that read all take `created`: there no new message moves a conversation from one page to another */
                sort?: "recent" | "urgent" | "waiting" | "created";
                status?: "open" | "pending" | "resolved" | "archived";
                /** @description A team, or `none` for conversations that are routed to none */
                teamId?: string;
                /** @description What is unread for whoever asks; for a program: what waits for a person */
                unread?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links?: {
                                [key: string]: string;
                            };
                            assignee?: {
                                id: string;
                                name: string;
                            } | null;
                            assigneeId?: string | null;
                            botPaused?: boolean;
                            channelId?: string;
                            contact?: {
                                id: string;
                                name: string;
                                optedOutAt: string | null;
                                phone: string | null;
                            } | null;
                            createdAt?: string;
                            group?: {
                                id: string;
                                name: string | null;
                            } | null;
                            handedOverAt?: string | null;
                            id?: string;
                            /** @enum {string} */
                            kind?: "direct" | "group";
                            labels?: string[];
                            lastMessage?: {
                                at: string;
                                /** @enum {string} */
                                direction: "inbound" | "outbound";
                                preview: string;
                                status: string | null;
                                type: string;
                            } | null;
                            lastSeq?: number;
                            mergedIntoId?: string | null;
                            /** @enum {string} */
                            priority?: "low" | "normal" | "high" | "urgent";
                            snoozedUntil?: string | null;
                            /** @enum {string} */
                            status?: "open" | "pending" | "resolved" | "archived";
                            team?: {
                                id: string;
                                name: string;
                            } | null;
                            teamId?: string | null;
                            unreadCount?: number;
                            waitingSince?: string | null;
                            windowExpiresAt?: string | null;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getConversationById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Conversation"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchConversationById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assigneeId?: string | null;
                    botPaused?: boolean;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "urgent";
                    snoozedUntil?: string | null;
                    /** @enum {string} */
                    status?: "open" | "pending" | "resolved" | "archived";
                    teamId?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Conversation"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getConversationMessages: {
        parameters: {
            query?: {
                /** @description Messages with a larger seq, oldest first */
                after?: number;
                /** @description Messages with a smaller seq, newest first */
                before?: number;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"][];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postConversationMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    text: {
                        body: string;
                        previewUrl?: boolean;
                    };
                    /** @enum {string} */
                    type: "text";
                } | {
                    media: {
                        caption?: string;
                        filename?: string;
                        /** @description Of POST /api/v1/media, or of a file that a customer sent */
                        id?: string;
                        /** Format: uri */
                        link?: string;
                    };
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    /** @enum {string} */
                    type: "image" | "video" | "audio" | "document" | "sticker";
                } | {
                    interactive: {
                        body: string;
                        buttons: {
                            id: string;
                            title: string;
                        }[];
                        footer?: string;
                        header?: string;
                        /** @enum {string} */
                        kind: "buttons";
                    } | {
                        body: string;
                        button: string;
                        footer?: string;
                        header?: string;
                        /** @enum {string} */
                        kind: "list";
                        sections: {
                            rows: {
                                description?: string;
                                id: string;
                                title: string;
                            }[];
                            title?: string;
                        }[];
                    } | {
                        body: string;
                        displayText: string;
                        footer?: string;
                        header?: string;
                        /** @enum {string} */
                        kind: "cta_url";
                        /** Format: uri */
                        url: string;
                    } | {
                        body: string;
                        /** @enum {string} */
                        kind: "location_request";
                    } | {
                        body?: string;
                        catalogId: string;
                        footer?: string;
                        /** @enum {string} */
                        kind: "product";
                        productId: string;
                    } | {
                        body: string;
                        catalogId: string;
                        footer?: string;
                        header: string;
                        /** @enum {string} */
                        kind: "product_list";
                        sections: {
                            productIds: string[];
                            title: string;
                        }[];
                    } | {
                        body: string;
                        footer?: string;
                        /** @enum {string} */
                        kind: "catalog";
                        thumbnailProductId?: string;
                    } | {
                        /**
                         * @description Default `navigate`; `data_exchange` asks the endpoint of the flow for the first screen and its data
                         * @enum {string}
                         */
                        action?: "navigate" | "data_exchange";
                        body: string;
                        button: string;
                        /** @description For `screen`, which must be named */
                        data?: {
                            [key: string]: unknown;
                        };
                        flowId: string;
                        footer?: string;
                        header?: string;
                        /** @enum {string} */
                        kind: "flow";
                        /** @description Default: the first screen of the flow */
                        screen?: string;
                        token?: string;
                    };
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    /** @enum {string} */
                    type: "interactive";
                } | {
                    location: {
                        address?: string;
                        latitude: number;
                        longitude: number;
                        name?: string;
                    };
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    /** @enum {string} */
                    type: "location";
                } | {
                    reaction: {
                        emoji: string | null;
                        messageId: string;
                    };
                    /** @enum {string} */
                    type: "reaction";
                } | {
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    template: {
                        components?: {
                            [key: string]: unknown;
                        }[];
                        language: string;
                        name: string;
                    };
                    /** @enum {string} */
                    type: "template";
                } | {
                    contacts: {
                        emails?: string[];
                        name: string;
                        organization?: string;
                        phones: {
                            phone: string;
                            type?: string;
                            waId?: string;
                        }[];
                    }[];
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    /** @enum {string} */
                    type: "contacts";
                };
            };
        };
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postConversationRead: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Conversation"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postConversationUnread: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Conversation"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postConversationsBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description true: always a job, answered with 202; so is whatever has more than 1000 rows */
                    async?: boolean;
                    /** @description The same filters as the list */
                    filter?: {
                        /** @description A person, `me`, or `none` for conversations that nobody has */
                        assigneeId?: string;
                        channelId?: string;
                        contactId?: string;
                        /** @description Part of a name, phone number, user name or name of a group */
                        q?: string;
                        /**
                         * @description Only what is snoozed now, nothing of it, or both. Left out: nothing of it in lists of what is to be done (`status=open` or `pending`, `unread=true`, `sort=waiting` or `urgent`), both everywhere else, when searching with `q`, and with `sort=created`
                         * @enum {string}
                         */
                        snoozed?: "true" | "false" | "any";
                        /** @enum {string} */
                        status?: "open" | "pending" | "resolved" | "archived";
                        /** @description A team, or `none` for conversations that are routed to none */
                        teamId?: string;
                        unread?: boolean;
                    };
                    ids?: string[];
                    /** @enum {string} */
                    operation: "status";
                    /** @enum {string} */
                    status: "open" | "pending" | "resolved" | "archived";
                } | {
                    assigneeId: string | null;
                    /** @description true: always a job, answered with 202; so is whatever has more than 1000 rows */
                    async?: boolean;
                    /** @description The same filters as the list */
                    filter?: {
                        /** @description A person, `me`, or `none` for conversations that nobody has */
                        assigneeId?: string;
                        channelId?: string;
                        contactId?: string;
                        /** @description Part of a name, phone number, user name or name of a group */
                        q?: string;
                        /**
                         * @description Only what is snoozed now, nothing of it, or both. Left out: nothing of it in lists of what is to be done (`status=open` or `pending`, `unread=true`, `sort=waiting` or `urgent`), both everywhere else, when searching with `q`, and with `sort=created`
                         * @enum {string}
                         */
                        snoozed?: "true" | "false" | "any";
                        /** @enum {string} */
                        status?: "open" | "pending" | "resolved" | "archived";
                        /** @description A team, or `none` for conversations that are routed to none */
                        teamId?: string;
                        unread?: boolean;
                    };
                    ids?: string[];
                    /** @enum {string} */
                    operation: "assign";
                } | {
                    /** @description true: always a job, answered with 202; so is whatever has more than 1000 rows */
                    async?: boolean;
                    /** @description The same filters as the list */
                    filter?: {
                        /** @description A person, `me`, or `none` for conversations that nobody has */
                        assigneeId?: string;
                        channelId?: string;
                        contactId?: string;
                        /** @description Part of a name, phone number, user name or name of a group */
                        q?: string;
                        /**
                         * @description Only what is snoozed now, nothing of it, or both. Left out: nothing of it in lists of what is to be done (`status=open` or `pending`, `unread=true`, `sort=waiting` or `urgent`), both everywhere else, when searching with `q`, and with `sort=created`
                         * @enum {string}
                         */
                        snoozed?: "true" | "false" | "any";
                        /** @enum {string} */
                        status?: "open" | "pending" | "resolved" | "archived";
                        /** @description A team, or `none` for conversations that are routed to none */
                        teamId?: string;
                        unread?: boolean;
                    };
                    ids?: string[];
                    /** @enum {string} */
                    operation: "read";
                } | {
                    /** @description true: always a job, answered with 202; so is whatever has more than 1000 rows */
                    async?: boolean;
                    /** @description The same filters as the list */
                    filter?: {
                        /** @description A person, `me`, or `none` for conversations that nobody has */
                        assigneeId?: string;
                        channelId?: string;
                        contactId?: string;
                        /** @description Part of a name, phone number, user name or name of a group */
                        q?: string;
                        /**
                         * @description Only what is snoozed now, nothing of it, or both. Left out: nothing of it in lists of what is to be done (`status=open` or `pending`, `unread=true`, `sort=waiting` or `urgent`), both everywhere else, when searching with `q`, and with `sort=created`
                         * @enum {string}
                         */
                        snoozed?: "true" | "false" | "any";
                        /** @enum {string} */
                        status?: "open" | "pending" | "resolved" | "archived";
                        /** @description A team, or `none` for conversations that are routed to none */
                        teamId?: string;
                        unread?: boolean;
                    };
                    ids?: string[];
                    /** @enum {string} */
                    operation: "unread";
                } | {
                    /** @description true: always a job, answered with 202; so is whatever has more than 1000 rows */
                    async?: boolean;
                    /** @description The same filters as the list */
                    filter?: {
                        /** @description A person, `me`, or `none` for conversations that nobody has */
                        assigneeId?: string;
                        channelId?: string;
                        contactId?: string;
                        /** @description Part of a name, phone number, user name or name of a group */
                        q?: string;
                        /**
                         * @description Only what is snoozed now, nothing of it, or both. Left out: nothing of it in lists of what is to be done (`status=open` or `pending`, `unread=true`, `sort=waiting` or `urgent`), both everywhere else, when searching with `q`, and with `sort=created`
                         * @enum {string}
                         */
                        snoozed?: "true" | "false" | "any";
                        /** @enum {string} */
                        status?: "open" | "pending" | "resolved" | "archived";
                        /** @description A team, or `none` for conversations that are routed to none */
                        teamId?: string;
                        unread?: boolean;
                    };
                    ids?: string[];
                    /** @enum {string} */
                    operation: "update";
                    updates: {
                        assigneeId?: string | null;
                        botPaused?: boolean;
                        /** @enum {string} */
                        priority?: "low" | "normal" | "high" | "urgent";
                        snoozedUntil?: string | null;
                        /** @enum {string} */
                        status?: "open" | "pending" | "resolved" | "archived";
                        teamId?: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            failed: number;
                            results: {
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                id: string;
                                ok: boolean;
                            }[];
                            updated: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            createdBy: {
                                id: string | null;
                                kind: string;
                            };
                            /** @description Rows that are over, the failed ones among them */
                            done: number;
                            /** @description Why the job itself failed; rows that failed say it themselves */
                            error: {
                                code: string;
                                message: string;
                            } | null;
                            /** @description Then it is deleted, with its results */
                            expiresAt: string;
                            failed: number;
                            finishedAt: string | null;
                            id: string;
                            /** @description What it does, for example `conversations.bulk` */
                            kind: string;
                            /** @description Of one job that is over and has at most 200 rows; of longer ones see `/jobs/:id/results` */
                            results?: {
                                data?: {
                                    [key: string]: unknown;
                                };
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                /** @description What was changed or made */
                                id: string | null;
                                /** @description Its line in the file, from 1 */
                                line: number | null;
                                /** @description Its place in the job, from 1 */
                                no: number;
                                ok: boolean;
                            }[];
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "done" | "failed" | "cancelled";
                            /** @description Rows in all; grows while they are collected */
                            total: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getDeadLetters: {
        parameters: {
            query?: {
                cursor?: string;
                kind?: "raw_event" | "event" | "send" | "media" | "uncertain_send" | "long_job";
                limit?: number;
                /** @description open: nobody has acted on it yet */
                state?: "open" | "redriven" | "dismissed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DeadLetter"][];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getDeadLetterById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            attempts: number;
                            cause: {
                                code: string;
                                /** @description As of a message’s `error` */
                                meaning: string;
                                message: string;
                            };
                            channelId: string | null;
                            conversationId: string | null;
                            dismissedAt: string | null;
                            firstAt: string;
                            history: {
                                at: string;
                                /** @description Which attempt it was, from 1 */
                                attempt: number;
                                code: string | null;
                                meaning: string | null;
                                message: string | null;
                                outcome: string;
                            }[];
                            id: string;
                            /** @enum {string} */
                            kind: "raw_event" | "event" | "send" | "media" | "uncertain_send" | "long_job";
                            lastAt: string;
                            messageId: string | null;
                            payload: {
                                body: string;
                                /** @enum {string} */
                                encoding: "utf8" | "base64";
                            } | null;
                            redrivenAt: string | null;
                            redrivenBy: {
                                id: string | null;
                                kind: string;
                            } | null;
                            resolved: boolean;
                            /** @enum {string} */
                            state: "open" | "redriven" | "dismissed";
                            subscriber: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteDeadLetterById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postDeadLetterRedrive: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            attempts: number;
                            cause: {
                                code: string;
                                /** @description As of a message’s `error` */
                                meaning: string;
                                message: string;
                            };
                            channelId: string | null;
                            conversationId: string | null;
                            dismissedAt: string | null;
                            firstAt: string;
                            history: {
                                at: string;
                                /** @description Which attempt it was, from 1 */
                                attempt: number;
                                code: string | null;
                                meaning: string | null;
                                message: string | null;
                                outcome: string;
                            }[];
                            id: string;
                            /** @enum {string} */
                            kind: "raw_event" | "event" | "send" | "media" | "uncertain_send" | "long_job";
                            lastAt: string;
                            messageId: string | null;
                            payload: {
                                body: string;
                                /** @enum {string} */
                                encoding: "utf8" | "base64";
                            } | null;
                            redrivenAt: string | null;
                            redrivenBy: {
                                id: string | null;
                                kind: string;
                            } | null;
                            resolved: boolean;
                            /** @enum {string} */
                            state: "open" | "redriven" | "dismissed";
                            subscriber: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postDeadLettersRedrive: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                } | {
                    /** @enum {boolean} */
                    all: true;
                    cursor?: string;
                    /** @enum {string} */
                    kind?: "raw_event" | "event" | "send" | "media" | "uncertain_send" | "long_job";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            nextCursor: string | null;
                            redriven: number;
                            refused: {
                                code: string;
                                id: string;
                                message: string;
                            }[];
                            skipped: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getEvents: {
        parameters: {
            query?: {
                /** @description The cursor of the last event that you have; absent: from the start of the log */
                after?: string;
                /** @description Only what happened to this: `conv_…`, `ord_…` */
                aggregate?: string;
                limit?: number;
                /** @description Types with commas between, `order.*` for all of a noun */
                types?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            actor: {
                                id: string | null;
                                kind: string;
                            };
                            aggregate: {
                                id: string;
                                type: string;
                            };
                            at: string;
                            /** @description Its place in the log: give it as `after` to go on from here */
                            cursor: string;
                            data: {
                                [key: string]: unknown;
                            };
                            id: string;
                            type: string;
                            version: number;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                /** @description False: this was all there is now. Ask again later */
                                more: boolean;
                                /** @description Give it as `after`, also when nothing was found: what was looked through is not read again */
                                nextCursor: string;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getEventById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            actor: {
                                id: string | null;
                                kind: string;
                            };
                            aggregate: {
                                id: string;
                                type: string;
                            };
                            at: string;
                            /** @description Its place in the log: give it as `after` to go on from here */
                            cursor: string;
                            data: {
                                [key: string]: unknown;
                            };
                            id: string;
                            type: string;
                            version: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description For platform administrators, this machine, and whoever sends METRICS_TOKEN */
                            checks?: {
                                [key: string]: {
                                    /** @enum {string} */
                                    status: "ok" | "degraded" | "down";
                                } & {
                                    [key: string]: unknown;
                                };
                            };
                            /**
                             * @description For strangers only whether it is up (ok) or down
                             * @enum {string}
                             */
                            status: "ok" | "degraded" | "down";
                            /** Format: date-time */
                            timestamp?: string;
                            /** @description Of the process that answers; for whom the checks are */
                            uptimeSeconds?: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getHistoryById: {
        parameters: {
            query?: {
                /** @description The moment; now when absent */
                at?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            aggregate: {
                                id: string;
                                type: string;
                            };
                            at: string;
                            /** @description The log still has all events of it, from the first */
                            complete: boolean;
                            events: number;
                            /** @description Whether it was there already; null: the log does not go back so far */
                            existed: boolean | null;
                            /** @description What is known. A field that no event names is not here: the log cannot tell */
                            fields: {
                                [key: string]: {
                                    /**
                                     * @description An event set it, told it in passing, or a later event says what it was before
                                     * @enum {string}
                                     */
                                    by: "changed" | "told" | "before";
                                    /** @description The event that says so */
                                    event: string;
                                    since: string | null;
                                    value: unknown;
                                };
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getIntegrationsHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            integrations: {
                                calls: number;
                                channels: number;
                                /** @description Share of the calls that failed by the provider, 0 to 1 */
                                errorRate: number;
                                integration: string;
                                latencyMs: number | null;
                                /** @enum {string} */
                                status: "healthy" | "degraded" | "down";
                                /** @description Numbers that do not do their work now */
                                troubled: number;
                            }[];
                            /**
                             * @description Healthy only when every integration is
                             * @enum {string}
                             */
                            status: "healthy" | "degraded" | "down";
                            windowSeconds: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getInvitations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            email: string;
                            /** @description Its link opens nothing any more; send it again. */
                            expired: boolean;
                            /** Format: date-time */
                            expiresAt: string;
                            id: string;
                            invitedBy: {
                                id: string;
                                name: string;
                            };
                            locale: string;
                            name: string | null;
                            /** @description With `role: "own"`: a role that the business made */
                            ownRole: {
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description `mail`: the link goes to the address. `link`: it is in the answer, once, and you pass it on.
                     * @default mail
                     * @enum {string}
                     */
                    deliver?: "mail" | "link";
                    email: string;
                    locale?: string;
                    name?: string;
                    /** @enum {string} */
                    role?: "tenant_admin" | "agent" | "billing_admin" | "viewer";
                    /** @description An own role, instead of `role` */
                    roleId?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            email: string;
                            /** @description Its link opens nothing any more; send it again. */
                            expired: boolean;
                            /** Format: date-time */
                            expiresAt: string;
                            id: string;
                            invitedBy: {
                                id: string;
                                name: string;
                            };
                            /** @description With `deliver: "link"`. It is shown now, and never again. */
                            link?: string;
                            locale: string;
                            name: string | null;
                            /** @description With `role: "own"`: a role that the business made */
                            ownRole: {
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteInvitationById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postInvitationResend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description `mail`: the link goes to the address. `link`: it is in the answer, once, and you pass it on.
                     * @default mail
                     * @enum {string}
                     */
                    deliver?: "mail" | "link";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            email: string;
                            /** @description Its link opens nothing any more; send it again. */
                            expired: boolean;
                            /** Format: date-time */
                            expiresAt: string;
                            id: string;
                            invitedBy: {
                                id: string;
                                name: string;
                            };
                            /** @description With `deliver: "link"`. It is shown now, and never again. */
                            link?: string;
                            locale: string;
                            name: string | null;
                            /** @description With `role: "own"`: a role that the business made */
                            ownRole: {
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postInvitationsAccept: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    password?: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessToken: string;
                            /** @description Seconds until the access token ends */
                            expiresIn: number;
                            /** @description Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie */
                            refreshToken: string;
                            role: string;
                            tenant: components["schemas"]["Tenant"] | null;
                            user: {
                                /** @description A path on this server; it opens without a token */
                                avatarUrl: string | null;
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                locale: string | null;
                                name: string;
                                systemAdmin: boolean;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postInvitationsLookUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            businessName: string;
                            email: string;
                            /** Format: date-time */
                            expiresAt: string;
                            /** @description Whoever accepts gives the password of that account, or is signed in with it. */
                            hasAccount: boolean;
                            invitedBy: string;
                            name: string | null;
                            /** @description With `role: "own"`: a role that the business made */
                            ownRole: {
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getJobs: {
        parameters: {
            query?: {
                cursor?: string;
                fields?: string;
                limit?: number;
                status?: "queued" | "running" | "done" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links?: {
                                [key: string]: string;
                            };
                            createdAt?: string;
                            createdBy?: {
                                id: string | null;
                                kind: string;
                            };
                            /** @description Rows that are over, the failed ones among them */
                            done?: number;
                            /** @description Why the job itself failed; rows that failed say it themselves */
                            error?: {
                                code: string;
                                message: string;
                            } | null;
                            /** @description Then it is deleted, with its results */
                            expiresAt?: string;
                            failed?: number;
                            finishedAt?: string | null;
                            id?: string;
                            /** @description What it does, for example `conversations.bulk` */
                            kind?: string;
                            /** @description Of one job that is over and has at most 200 rows; of longer ones see `/jobs/:id/results` */
                            results?: {
                                data?: {
                                    [key: string]: unknown;
                                };
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                /** @description What was changed or made */
                                id: string | null;
                                /** @description Its line in the file, from 1 */
                                line: number | null;
                                /** @description Its place in the job, from 1 */
                                no: number;
                                ok: boolean;
                            }[];
                            startedAt?: string | null;
                            /** @enum {string} */
                            status?: "queued" | "running" | "done" | "failed" | "cancelled";
                            /** @description Rows in all; grows while they are collected */
                            total?: number;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getJobById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            createdBy: {
                                id: string | null;
                                kind: string;
                            };
                            /** @description Rows that are over, the failed ones among them */
                            done: number;
                            /** @description Why the job itself failed; rows that failed say it themselves */
                            error: {
                                code: string;
                                message: string;
                            } | null;
                            /** @description Then it is deleted, with its results */
                            expiresAt: string;
                            failed: number;
                            finishedAt: string | null;
                            id: string;
                            /** @description What it does, for example `conversations.bulk` */
                            kind: string;
                            /** @description Of one job that is over and has at most 200 rows; of longer ones see `/jobs/:id/results` */
                            results?: {
                                data?: {
                                    [key: string]: unknown;
                                };
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                /** @description What was changed or made */
                                id: string | null;
                                /** @description Its line in the file, from 1 */
                                line: number | null;
                                /** @description Its place in the job, from 1 */
                                no: number;
                                ok: boolean;
                            }[];
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "done" | "failed" | "cancelled";
                            /** @description Rows in all; grows while they are collected */
                            total: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postJobCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            createdBy: {
                                id: string | null;
                                kind: string;
                            };
                            /** @description Rows that are over, the failed ones among them */
                            done: number;
                            /** @description Why the job itself failed; rows that failed say it themselves */
                            error: {
                                code: string;
                                message: string;
                            } | null;
                            /** @description Then it is deleted, with its results */
                            expiresAt: string;
                            failed: number;
                            finishedAt: string | null;
                            id: string;
                            /** @description What it does, for example `conversations.bulk` */
                            kind: string;
                            /** @description Of one job that is over and has at most 200 rows; of longer ones see `/jobs/:id/results` */
                            results?: {
                                data?: {
                                    [key: string]: unknown;
                                };
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                /** @description What was changed or made */
                                id: string | null;
                                /** @description Its line in the file, from 1 */
                                line: number | null;
                                /** @description Its place in the job, from 1 */
                                no: number;
                                ok: boolean;
                            }[];
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "done" | "failed" | "cancelled";
                            /** @description Rows in all; grows while they are collected */
                            total: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getJobResults: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Only rows that succeeded, or only those that failed */
                ok?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            data?: {
                                [key: string]: unknown;
                            };
                            error?: {
                                code: string;
                                message: string;
                            };
                            /** @description What was changed or made */
                            id: string | null;
                            /** @description Its line in the file, from 1 */
                            line: number | null;
                            /** @description Its place in the job, from 1 */
                            no: number;
                            ok: boolean;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postMedia: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file with its name
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Media"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getMediaById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Media"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postMessageRetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postMessageSettle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description arrived: it counts as sent. not_arrived: it counts as failed, and can be sent again as a new message.
                     * @enum {string}
                     */
                    as: "arrived" | "not_arrived";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getMessageStatuses: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MessageStatusReport"][];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postMessagesSend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    channelId: string;
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    text: {
                        body: string;
                        previewUrl?: boolean;
                    };
                    /** @description Phone number in international form: +212612345678 */
                    to: string;
                    /** @enum {string} */
                    type: "text";
                } | {
                    channelId: string;
                    media: {
                        caption?: string;
                        filename?: string;
                        /** @description Of POST /api/v1/media, or of a file that a customer sent */
                        id?: string;
                        /** Format: uri */
                        link?: string;
                    };
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    /** @description Phone number in international form: +212612345678 */
                    to: string;
                    /** @enum {string} */
                    type: "image" | "video" | "audio" | "document" | "sticker";
                } | {
                    channelId: string;
                    interactive: {
                        body: string;
                        buttons: {
                            id: string;
                            title: string;
                        }[];
                        footer?: string;
                        header?: string;
                        /** @enum {string} */
                        kind: "buttons";
                    } | {
                        body: string;
                        button: string;
                        footer?: string;
                        header?: string;
                        /** @enum {string} */
                        kind: "list";
                        sections: {
                            rows: {
                                description?: string;
                                id: string;
                                title: string;
                            }[];
                            title?: string;
                        }[];
                    } | {
                        body: string;
                        displayText: string;
                        footer?: string;
                        header?: string;
                        /** @enum {string} */
                        kind: "cta_url";
                        /** Format: uri */
                        url: string;
                    } | {
                        body: string;
                        /** @enum {string} */
                        kind: "location_request";
                    } | {
                        body?: string;
                        catalogId: string;
                        footer?: string;
                        /** @enum {string} */
                        kind: "product";
                        productId: string;
                    } | {
                        body: string;
                        catalogId: string;
                        footer?: string;
                        header: string;
                        /** @enum {string} */
                        kind: "product_list";
                        sections: {
                            productIds: string[];
                            title: string;
                        }[];
                    } | {
                        body: string;
                        footer?: string;
                        /** @enum {string} */
                        kind: "catalog";
                        thumbnailProductId?: string;
                    } | {
                        /**
                         * @description Default `navigate`; `data_exchange` asks the endpoint of the flow for the first screen and its data
                         * @enum {string}
                         */
                        action?: "navigate" | "data_exchange";
                        body: string;
                        button: string;
                        /** @description For `screen`, which must be named */
                        data?: {
                            [key: string]: unknown;
                        };
                        flowId: string;
                        footer?: string;
                        header?: string;
                        /** @enum {string} */
                        kind: "flow";
                        /** @description Default: the first screen of the flow */
                        screen?: string;
                        token?: string;
                    };
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    /** @description Phone number in international form: +212612345678 */
                    to: string;
                    /** @enum {string} */
                    type: "interactive";
                } | {
                    channelId: string;
                    location: {
                        address?: string;
                        latitude: number;
                        longitude: number;
                        name?: string;
                    };
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    /** @description Phone number in international form: +212612345678 */
                    to: string;
                    /** @enum {string} */
                    type: "location";
                } | {
                    channelId: string;
                    reaction: {
                        emoji: string | null;
                        messageId: string;
                    };
                    /** @description Phone number in international form: +212612345678 */
                    to: string;
                    /** @enum {string} */
                    type: "reaction";
                } | {
                    channelId: string;
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    template: {
                        components?: {
                            [key: string]: unknown;
                        }[];
                        language: string;
                        name: string;
                    };
                    /** @description Phone number in international form: +212612345678 */
                    to: string;
                    /** @enum {string} */
                    type: "template";
                } | {
                    channelId: string;
                    contacts: {
                        emails?: string[];
                        name: string;
                        organization?: string;
                        phones: {
                            phone: string;
                            type?: string;
                            waId?: string;
                        }[];
                    }[];
                    /** @description The message that this one answers; on a channel whose `capabilities.quotes` is false it goes without */
                    replyToMessageId?: string;
                    /** @description Phone number in international form: +212612345678 */
                    to: string;
                    /** @enum {string} */
                    type: "contacts";
                };
            };
        };
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getMessagesUncertain: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"][];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getNotificationsChoices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description A conversation was given to you */
                            assigned: {
                                /** @default true */
                                app: boolean;
                                /** @default false */
                                mail: boolean;
                                /** @default true */
                                push: boolean;
                            };
                            /** @description A customer wrote in a conversation of yours */
                            message: {
                                /** @default false */
                                app: boolean;
                                /** @default false */
                                push: boolean;
                            };
                            /**
                             * @description Nothing is sent to browsers while you are online in the app
                             * @default true
                             */
                            quietOnline: boolean;
                            /**
                             * @description Messages to browsers name the customer; they never quote anything
                             * @default false
                             */
                            showName: boolean;
                            /** @description A customer waits too long: in a conversation of yours, or in one that nobody has */
                            waiting: {
                                /** @default false */
                                mail: boolean;
                                /** @default false */
                                push: boolean;
                            };
                            /**
                             * @description How long is too long
                             * @default 15
                             */
                            waitingMinutes: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchNotificationsChoices: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assigned?: {
                        app?: boolean;
                        mail?: boolean;
                        push?: boolean;
                    };
                    message?: {
                        app?: boolean;
                        push?: boolean;
                    };
                    quietOnline?: boolean;
                    showName?: boolean;
                    waiting?: {
                        mail?: boolean;
                        push?: boolean;
                    };
                    waitingMinutes?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description A conversation was given to you */
                            assigned: {
                                /** @default true */
                                app: boolean;
                                /** @default false */
                                mail: boolean;
                                /** @default true */
                                push: boolean;
                            };
                            /** @description A customer wrote in a conversation of yours */
                            message: {
                                /** @default false */
                                app: boolean;
                                /** @default false */
                                push: boolean;
                            };
                            /**
                             * @description Nothing is sent to browsers while you are online in the app
                             * @default true
                             */
                            quietOnline: boolean;
                            /**
                             * @description Messages to browsers name the customer; they never quote anything
                             * @default false
                             */
                            showName: boolean;
                            /** @description A customer waits too long: in a conversation of yours, or in one that nobody has */
                            waiting: {
                                /** @default false */
                                mail: boolean;
                                /** @default false */
                                push: boolean;
                            };
                            /**
                             * @description How long is too long
                             * @default 15
                             */
                            waitingMinutes: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getNotificationsDevices: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            /** @description The session that asks */
                            current: boolean;
                            /** @description What the browser calls itself */
                            device: string;
                            id: string;
                            lastSentAt: string | null;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postNotificationsDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uri */
                    endpoint: string;
                    keys: {
                        auth: string;
                        p256dh: string;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            /** @description The session that asks */
                            current: boolean;
                            /** @description What the browser calls itself */
                            device: string;
                            id: string;
                            lastSentAt: string | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteNotificationsDeviceById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getNotificationsPushKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description VAPID, base64url */
                            publicKey: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getOrders: {
        parameters: {
            query?: {
                contactId?: string;
                conversationId?: string;
                cursor?: string;
                fields?: string;
                /** @description Placed at or after this */
                from?: string;
                limit?: number;
                /** @description Order number, or part of the customer’s name or phone */
                q?: string;
                /** @description One status, or several with commas between */
                status?: string;
                /** @description Placed before this moment, or on or before this day */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links?: {
                                [key: string]: string;
                            };
                            address?: {
                                latitude?: number;
                                longitude?: number;
                                text?: string;
                            } | null;
                            branch?: {
                                id: string;
                                name: string;
                            } | null;
                            contact?: {
                                id: string | null;
                                name: string | null;
                                /** @description The customer wants no more messages since then; news of this order they still get */
                                optedOutAt: string | null;
                                phone: string | null;
                            };
                            conversationId?: string | null;
                            createdAt?: string;
                            /** @enum {string} */
                            fulfilment?: "delivery" | "pickup";
                            id?: string;
                            lines?: {
                                code: string;
                                itemId: string | null;
                                name: string;
                                note: string | null;
                                /** @description Its place in the order, from 1 */
                                position: number;
                                quantity: number;
                                total: {
                                    /** @description In minor units */
                                    amount: number;
                                    currency: string;
                                    /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                    digits: number;
                                };
                                unitPrice: {
                                    /** @description In minor units */
                                    amount: number;
                                    currency: string;
                                    /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                    digits: number;
                                };
                            }[];
                            nextStatuses?: ("draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled")[];
                            note?: string | null;
                            /** @description Why the customer was not told of the last move; null: told, or there was nothing to tell */
                            notInformed?: ("window_closed" | "opted_out" | "cannot_send") | null;
                            number?: number;
                            /** @enum {string} */
                            paymentMethod?: "cash" | "online";
                            /** @enum {string} */
                            status?: "draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled";
                            total?: {
                                /** @description In minor units */
                                amount: number;
                                currency: string;
                                /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                digits: number;
                            };
                            updatedAt?: string;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getOrderById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            address: {
                                latitude?: number;
                                longitude?: number;
                                text?: string;
                            } | null;
                            branch: {
                                id: string;
                                name: string;
                            } | null;
                            contact: {
                                id: string | null;
                                name: string | null;
                                /** @description The customer wants no more messages since then; news of this order they still get */
                                optedOutAt: string | null;
                                phone: string | null;
                            };
                            conversationId: string | null;
                            createdAt: string;
                            /** @enum {string} */
                            fulfilment: "delivery" | "pickup";
                            id: string;
                            lines: {
                                code: string;
                                itemId: string | null;
                                name: string;
                                note: string | null;
                                /** @description Its place in the order, from 1 */
                                position: number;
                                quantity: number;
                                total: {
                                    /** @description In minor units */
                                    amount: number;
                                    currency: string;
                                    /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                    digits: number;
                                };
                                unitPrice: {
                                    /** @description In minor units */
                                    amount: number;
                                    currency: string;
                                    /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                    digits: number;
                                };
                            }[];
                            nextStatuses: ("draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled")[];
                            note: string | null;
                            /** @description Why the customer was not told of the last move; null: told, or there was nothing to tell */
                            notInformed: ("window_closed" | "opted_out" | "cannot_send") | null;
                            number: number;
                            /** @enum {string} */
                            paymentMethod: "cash" | "online";
                            /** @enum {string} */
                            status: "draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled";
                            total: {
                                /** @description In minor units */
                                amount: number;
                                currency: string;
                                /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                digits: number;
                            };
                            updatedAt: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchOrderById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address?: {
                        latitude?: number;
                        longitude?: number;
                        text?: string;
                    };
                    note?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            address: {
                                latitude?: number;
                                longitude?: number;
                                text?: string;
                            } | null;
                            branch: {
                                id: string;
                                name: string;
                            } | null;
                            contact: {
                                id: string | null;
                                name: string | null;
                                /** @description The customer wants no more messages since then; news of this order they still get */
                                optedOutAt: string | null;
                                phone: string | null;
                            };
                            conversationId: string | null;
                            createdAt: string;
                            /** @enum {string} */
                            fulfilment: "delivery" | "pickup";
                            id: string;
                            lines: {
                                code: string;
                                itemId: string | null;
                                name: string;
                                note: string | null;
                                /** @description Its place in the order, from 1 */
                                position: number;
                                quantity: number;
                                total: {
                                    /** @description In minor units */
                                    amount: number;
                                    currency: string;
                                    /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                    digits: number;
                                };
                                unitPrice: {
                                    /** @description In minor units */
                                    amount: number;
                                    currency: string;
                                    /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                    digits: number;
                                };
                            }[];
                            nextStatuses: ("draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled")[];
                            note: string | null;
                            /** @description Why the customer was not told of the last move; null: told, or there was nothing to tell */
                            notInformed: ("window_closed" | "opted_out" | "cannot_send") | null;
                            number: number;
                            /** @enum {string} */
                            paymentMethod: "cash" | "online";
                            /** @enum {string} */
                            status: "draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled";
                            total: {
                                /** @description In minor units */
                                amount: number;
                                currency: string;
                                /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                digits: number;
                            };
                            updatedAt: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getOrderHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            actor: {
                                id: string | null;
                                kind: string;
                            };
                            at: string;
                            from: ("draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled") | null;
                            id: string;
                            /** @enum {string} */
                            to: "draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled";
                        }[];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchOrderStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    status: "draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            address: {
                                latitude?: number;
                                longitude?: number;
                                text?: string;
                            } | null;
                            branch: {
                                id: string;
                                name: string;
                            } | null;
                            contact: {
                                id: string | null;
                                name: string | null;
                                /** @description The customer wants no more messages since then; news of this order they still get */
                                optedOutAt: string | null;
                                phone: string | null;
                            };
                            conversationId: string | null;
                            createdAt: string;
                            /** @enum {string} */
                            fulfilment: "delivery" | "pickup";
                            id: string;
                            lines: {
                                code: string;
                                itemId: string | null;
                                name: string;
                                note: string | null;
                                /** @description Its place in the order, from 1 */
                                position: number;
                                quantity: number;
                                total: {
                                    /** @description In minor units */
                                    amount: number;
                                    currency: string;
                                    /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                    digits: number;
                                };
                                unitPrice: {
                                    /** @description In minor units */
                                    amount: number;
                                    currency: string;
                                    /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                    digits: number;
                                };
                            }[];
                            nextStatuses: ("draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled")[];
                            note: string | null;
                            /** @description Why the customer was not told of the last move; null: told, or there was nothing to tell */
                            notInformed: ("window_closed" | "opted_out" | "cannot_send") | null;
                            number: number;
                            /** @enum {string} */
                            paymentMethod: "cash" | "online";
                            /** @enum {string} */
                            status: "draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled";
                            total: {
                                /** @description In minor units */
                                amount: number;
                                currency: string;
                                /** @description Digits after the point by ISO 4217: `amount / 10^digits` is the price */
                                digits: number;
                            };
                            updatedAt: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postOrdersBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description true: always a job, answered with 202; so is whatever has more than 1000 rows */
                    async?: boolean;
                    /** @description The same filters as the list */
                    filter?: {
                        contactId?: string;
                        conversationId?: string;
                        /** @description Placed at or after this */
                        from?: string;
                        /** @description Order number, or part of the customer’s name or phone */
                        q?: string;
                        status?: ("draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled") | ("draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled")[];
                        /** @description Placed before this moment, or on or before this day */
                        to?: string;
                    };
                    ids?: string[];
                    updates: {
                        address?: {
                            latitude?: number;
                            longitude?: number;
                            text?: string;
                        };
                        note?: string | null;
                        /** @enum {string} */
                        status?: "draft" | "confirmed" | "preparing" | "ready" | "out_for_delivery" | "delivered" | "rated" | "cancelled";
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            failed: number;
                            results: {
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                id: string;
                                ok: boolean;
                            }[];
                            updated: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            createdBy: {
                                id: string | null;
                                kind: string;
                            };
                            /** @description Rows that are over, the failed ones among them */
                            done: number;
                            /** @description Why the job itself failed; rows that failed say it themselves */
                            error: {
                                code: string;
                                message: string;
                            } | null;
                            /** @description Then it is deleted, with its results */
                            expiresAt: string;
                            failed: number;
                            finishedAt: string | null;
                            id: string;
                            /** @description What it does, for example `conversations.bulk` */
                            kind: string;
                            /** @description Of one job that is over and has at most 200 rows; of longer ones see `/jobs/:id/results` */
                            results?: {
                                data?: {
                                    [key: string]: unknown;
                                };
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                /** @description What was changed or made */
                                id: string | null;
                                /** @description Its line in the file, from 1 */
                                line: number | null;
                                /** @description Its place in the job, from 1 */
                                no: number;
                                ok: boolean;
                            }[];
                            startedAt: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "done" | "failed" | "cancelled";
                            /** @description Rows in all; grows while they are collected */
                            total: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getPasskeys: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            lastUsedAt: string | null;
                            name: string;
                            /** @description Its key is kept by more than one device of the person */
                            synced: boolean;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postPasskeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    response: {
                        id: string;
                        rawId: string;
                        response: {
                            attestationObject: string;
                            clientDataJSON: string;
                            transports?: string[];
                        };
                        /** @enum {string} */
                        type: "public-key";
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            passkey: {
                                /** Format: date-time */
                                createdAt: string;
                                id: string;
                                lastUsedAt: string | null;
                                name: string;
                                /** @description Its key is kept by more than one device of the person */
                                synced: boolean;
                            };
                            /** @description With the first second factor of an account, shown now and never again; otherwise null */
                            recoveryCodes: string[] | null;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deletePasskeyById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchPasskeyById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            lastUsedAt: string | null;
                            name: string;
                            /** @description Its key is kept by more than one device of the person */
                            synced: boolean;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postPasskeysOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description For navigator.credentials, in the JSON form of WebAuthn; they count for five minutes, and once */
                            options: {
                                [key: string]: unknown;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            name: string;
                            roles: ("tenant_admin" | "agent" | "billing_admin" | "viewer")[];
                        }[];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getPhoneNumbers: {
        parameters: {
            query: {
                /** @description As somebody wrote or pasted it */
                written: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            phone: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getPlans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description The plan of your business. */
                            current: boolean;
                            features: string[];
                            /** @description By metric; null: no limit. */
                            limits: {
                                [key: string]: number | null;
                            };
                            name: string;
                            price: {
                                /** @description A month, in minor units; null: agreed with each business. */
                                amount: number | null;
                                currency: string;
                            };
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchPlanByName: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    features?: {
                        [key: string]: boolean;
                    };
                    /** @description Null takes a limit away. */
                    limits?: {
                        [key: string]: number | null;
                    };
                    price?: {
                        amount: number | null;
                        currency: string;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description The plan of your business. */
                            current: boolean;
                            features: string[];
                            /** @description By metric; null: no limit. */
                            limits: {
                                [key: string]: number | null;
                            };
                            name: string;
                            price: {
                                /** @description A month, in minor units; null: agreed with each business. */
                                amount: number | null;
                                currency: string;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getPlatform: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            checks: {
                                [key: string]: {
                                    /** @enum {string} */
                                    status: "ok" | "degraded" | "down";
                                } & {
                                    [key: string]: unknown;
                                };
                            };
                            processes: {
                                id: string;
                                /** Format: date-time */
                                seenAt: string;
                                /** Format: date-time */
                                startedAt: string;
                                /** @description It works off queues; others only answer requests. */
                                works: boolean;
                            }[];
                            /** @description Jobs by queue and state. */
                            queues: {
                                [key: string]: {
                                    [key: string]: number;
                                };
                            };
                            /** @description Live screens of the process that answers; null: it has none. */
                            sockets: number | null;
                            /** @enum {string} */
                            status: "ok" | "degraded";
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getPlatformAnnouncements: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            endsAt: string;
                            id: string;
                            maintenance: boolean;
                            /** Format: date-time */
                            startsAt: string;
                            texts: {
                                ar: string;
                                en: string;
                                fr: string;
                            };
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postPlatformAnnouncements: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    endsAt: string;
                    /**
                     * @description Meanwhile nothing can be changed.
                     * @default false
                     */
                    maintenance?: boolean;
                    /**
                     * Format: date-time
                     * @description Default: now.
                     */
                    startsAt?: string;
                    texts: {
                        ar: string;
                        en: string;
                        fr: string;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date-time */
                            endsAt: string;
                            id: string;
                            maintenance: boolean;
                            /** Format: date-time */
                            startsAt: string;
                            texts: {
                                ar: string;
                                en: string;
                                fr: string;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deletePlatformAnnouncementById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getPresence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            devices: string[];
                            lastSeenAt: string | null;
                            /** @enum {string} */
                            status: "online" | "away" | "busy" | "offline";
                            user: {
                                id: string;
                                name: string | null;
                            };
                            viewing: string[];
                        }[];
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getRoles: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            memberCount: number;
                            name: string;
                            permissions: string[];
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postRoles: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description What people with the role may do; never more than you may */
                    permissions: ("tenant:read" | "users:read" | "channels:read" | "contacts:read" | "conversations:read" | "catalog:read" | "orders:read" | "tenant:write" | "api_keys:read" | "api_keys:write" | "users:write" | "channels:write" | "contacts:write" | "conversations:write" | "catalog:write" | "orders:write" | "simulator:write" | "operations:read" | "operations:write" | "events:read" | "audit:read" | "webhooks:read" | "webhooks:write")[];
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            memberCount: number;
                            name: string;
                            permissions: string[];
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getRoleById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            memberCount: number;
                            name: string;
                            permissions: string[];
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteRoleById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchRoleById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description What people with the role may do; never more than you may */
                    permissions?: ("tenant:read" | "users:read" | "channels:read" | "contacts:read" | "conversations:read" | "catalog:read" | "orders:read" | "tenant:write" | "api_keys:read" | "api_keys:write" | "users:write" | "channels:write" | "contacts:write" | "conversations:write" | "catalog:write" | "orders:write" | "simulator:write" | "operations:read" | "operations:write" | "events:read" | "audit:read" | "webhooks:read" | "webhooks:write")[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            memberCount: number;
                            name: string;
                            permissions: string[];
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postSimulatorMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    button?: {
                        payload?: string;
                        text: string;
                    };
                    call?: {
                        /** @enum {string} */
                        outcome: "missed" | "answered";
                        /** @description How long an answered call was. */
                        seconds?: number;
                    };
                    channelId: string;
                    contacts?: {
                        name: string;
                        phones: {
                            phone: string;
                        }[];
                    }[];
                    contextMessageId?: string;
                    from: string;
                    /** @description The group it is written in; any name of your own. */
                    groupId?: string;
                    groupName?: string;
                    interactive?: {
                        button_reply: {
                            id: string;
                            title: string;
                        };
                        /** @enum {string} */
                        type: "button_reply";
                    } | {
                        list_reply: {
                            description?: string;
                            id: string;
                            title: string;
                        };
                        /** @enum {string} */
                        type: "list_reply";
                    };
                    location?: {
                        address?: string;
                        latitude: number;
                        longitude: number;
                        name?: string;
                    };
                    media?: {
                        caption?: string;
                        filename?: string;
                        id?: string;
                        /** @enum {string} */
                        kind?: "image" | "video" | "audio" | "document" | "sticker";
                        /** Format: uri */
                        link?: string;
                        mimeType?: string;
                        voice?: boolean;
                    };
                    name?: string;
                    reaction?: {
                        emoji: string | null;
                        messageId: string;
                    };
                    text?: {
                        body: string;
                    };
                    /** @enum {string} */
                    type: "text" | "interactive" | "button" | "location" | "contacts" | "reaction" | "call" | "image" | "video" | "audio" | "document" | "sticker";
                };
            };
        };
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            providerMessageId: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postSimulatorStatuses: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    channelId: string;
                    /** @description providerMessageId of a message the business sent. */
                    messageId: string;
                    /** @enum {string} */
                    status: "sent" | "delivered" | "read" | "played" | "failed";
                };
            };
        };
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {boolean} */
                            accepted: true;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getTeams: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            memberCount: number;
                            name: string;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTeams: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            memberCount: number;
                            name: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getTeamById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            memberCount: number;
                            name: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteTeamById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchTeamById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            memberCount: number;
                            name: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getTeamMembers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** Format: date-time */
                            joinedAt: string;
                            name: string;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTeamMembers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    userId: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            memberCount: number;
                            name: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteTeamMemberByUserId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            branding: {
                                /** @default null */
                                logoUrl: string | null;
                                /** @default null */
                                themeColor: string | null;
                                /** @default null */
                                themeName: string | null;
                            };
                            /** @enum {string} */
                            businessType: "restaurant" | "pharmacy" | "retail" | "delivery" | "support";
                            currency: string;
                            currencyDigits: number;
                            /** @description What the plan has: api_access, branding, analytics, own_database. */
                            features: string[];
                            id: string;
                            locale: string;
                            name: string;
                            plan: string;
                            /** @description Its people need a second factor; changed with PUT /api/v1/two-factor/policy */
                            requireTwoFactor: boolean;
                            settings: {
                                assignment: {
                                    /** @default false */
                                    alsoAway: boolean;
                                    /** @default 10 */
                                    capacity: number;
                                    /**
                                     * @default off
                                     * @enum {string}
                                     */
                                    mode: "off" | "round_robin" | "least_loaded";
                                    /** @default null */
                                    workingHours: {
                                        /** @description 1: Monday, 7: Sunday */
                                        day: number;
                                        from: string;
                                        to: string;
                                    }[] | null;
                                };
                                bot: {
                                    customerMessagesPerMinute?: number;
                                    /** @default true */
                                    enabled: boolean;
                                    /** @default null */
                                    greeting: string | null;
                                    groupSeconds?: number;
                                    idleMinutes?: number;
                                    messagesPerMinute?: number;
                                    silenceHours?: number;
                                };
                                /** @default 0 */
                                dayEndsAt: number;
                            };
                            /** @enum {string} */
                            status: "active" | "trial" | "suspended";
                            timezone: string;
                            usage: {
                                messages: {
                                    limit: number | null;
                                    resetsAt: string;
                                    used: number;
                                };
                                receivedBytes: {
                                    /** @description A file was not taken over, because it did not fit under this limit. */
                                    full: boolean;
                                    limit: number;
                                    used: number;
                                };
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    branding?: {
                        logoUrl?: string | null;
                        themeColor?: string | null;
                        themeName?: string | null;
                    };
                    currency?: string;
                    locale?: string;
                    name?: string;
                    settings?: {
                        assignment?: {
                            alsoAway?: boolean;
                            capacity?: number;
                            /** @enum {string} */
                            mode?: "off" | "round_robin" | "least_loaded";
                            workingHours?: {
                                /** @description 1: Monday, 7: Sunday */
                                day: number;
                                from: string;
                                to: string;
                            }[] | null;
                        };
                        bot?: {
                            customerMessagesPerMinute?: number;
                            enabled?: boolean;
                            greeting?: string | null;
                            groupSeconds?: number;
                            idleMinutes?: number;
                            messagesPerMinute?: number;
                            silenceHours?: number;
                        };
                        dayEndsAt?: number;
                    };
                    timezone?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            branding: {
                                /** @default null */
                                logoUrl: string | null;
                                /** @default null */
                                themeColor: string | null;
                                /** @default null */
                                themeName: string | null;
                            };
                            /** @enum {string} */
                            businessType: "restaurant" | "pharmacy" | "retail" | "delivery" | "support";
                            currency: string;
                            currencyDigits: number;
                            /** @description What the plan has: api_access, branding, analytics, own_database. */
                            features: string[];
                            id: string;
                            locale: string;
                            name: string;
                            plan: string;
                            /** @description Its people need a second factor; changed with PUT /api/v1/two-factor/policy */
                            requireTwoFactor: boolean;
                            settings: {
                                assignment: {
                                    /** @default false */
                                    alsoAway: boolean;
                                    /** @default 10 */
                                    capacity: number;
                                    /**
                                     * @default off
                                     * @enum {string}
                                     */
                                    mode: "off" | "round_robin" | "least_loaded";
                                    /** @default null */
                                    workingHours: {
                                        /** @description 1: Monday, 7: Sunday */
                                        day: number;
                                        from: string;
                                        to: string;
                                    }[] | null;
                                };
                                bot: {
                                    customerMessagesPerMinute?: number;
                                    /** @default true */
                                    enabled: boolean;
                                    /** @default null */
                                    greeting: string | null;
                                    groupSeconds?: number;
                                    idleMinutes?: number;
                                    messagesPerMinute?: number;
                                    silenceHours?: number;
                                };
                                /** @default 0 */
                                dayEndsAt: number;
                            };
                            /** @enum {string} */
                            status: "active" | "trial" | "suspended";
                            timezone: string;
                            usage: {
                                messages: {
                                    limit: number | null;
                                    resetsAt: string;
                                    used: number;
                                };
                                receivedBytes: {
                                    /** @description A file was not taken over, because it did not fit under this limit. */
                                    full: boolean;
                                    limit: number;
                                    used: number;
                                };
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getTenants: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                plan?: string;
                /** @description Part of the name, beginning of a member’s address, or an id. */
                q?: string;
                status?: "active" | "trial" | "suspended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ListedTenant"][];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTenants: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    businessType: "restaurant" | "pharmacy" | "retail" | "delivery" | "support";
                    currency?: string;
                    locale?: string;
                    name: string;
                    owner: {
                        email: string;
                        name: string;
                        password: string;
                    };
                    plan?: string;
                    timezone?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            businessType: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** @description What it has instead of what its plan says. */
                            exceptions: {
                                features: {
                                    [key: string]: boolean;
                                };
                                limits: {
                                    [key: string]: number | null;
                                };
                            };
                            features: string[];
                            /** @description By part: its channels by status, what waits, dead letters. */
                            health: {
                                [key: string]: unknown;
                            };
                            id: string;
                            members: number;
                            name: string;
                            owner: {
                                email: string;
                                name: string;
                            } | null;
                            plan: string;
                            /** @enum {string} */
                            status: "active" | "trial" | "suspended";
                            suspended: {
                                reason: string;
                                /** Format: date-time */
                                since: string;
                            } | null;
                            usage: {
                                [key: string]: {
                                    /** @description Null: no limit. */
                                    limit: number | null;
                                    resetsAt: string | null;
                                    /** @description Null: it is not summed up, because it begins anew every minute or hour. */
                                    used: number | null;
                                };
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getTenantById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            businessType: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** @description What it has instead of what its plan says. */
                            exceptions: {
                                features: {
                                    [key: string]: boolean;
                                };
                                limits: {
                                    [key: string]: number | null;
                                };
                            };
                            features: string[];
                            /** @description By part: its channels by status, what waits, dead letters. */
                            health: {
                                [key: string]: unknown;
                            };
                            id: string;
                            members: number;
                            name: string;
                            owner: {
                                email: string;
                                name: string;
                            } | null;
                            plan: string;
                            /** @enum {string} */
                            status: "active" | "trial" | "suspended";
                            suspended: {
                                reason: string;
                                /** Format: date-time */
                                since: string;
                            } | null;
                            usage: {
                                [key: string]: {
                                    /** @description Null: no limit. */
                                    limit: number | null;
                                    resetsAt: string | null;
                                    /** @description Null: it is not summed up, because it begins anew every minute or hour. */
                                    used: number | null;
                                };
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchTenantById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    features?: {
                        [key: string]: boolean;
                    };
                    /** @description Instead of what the plan says; null: no limit. Those that are not named here stay. */
                    limits?: {
                        [key: string]: number | null;
                    };
                    plan?: string;
                    /** @description Limits and features that shall be as the plan says again. */
                    reset?: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            businessType: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** @description What it has instead of what its plan says. */
                            exceptions: {
                                features: {
                                    [key: string]: boolean;
                                };
                                limits: {
                                    [key: string]: number | null;
                                };
                            };
                            features: string[];
                            /** @description By part: its channels by status, what waits, dead letters. */
                            health: {
                                [key: string]: unknown;
                            };
                            id: string;
                            members: number;
                            name: string;
                            owner: {
                                email: string;
                                name: string;
                            } | null;
                            plan: string;
                            /** @enum {string} */
                            status: "active" | "trial" | "suspended";
                            suspended: {
                                reason: string;
                                /** Format: date-time */
                                since: string;
                            } | null;
                            usage: {
                                [key: string]: {
                                    /** @description Null: no limit. */
                                    limit: number | null;
                                    resetsAt: string | null;
                                    /** @description Null: it is not summed up, because it begins anew every minute or hour. */
                                    used: number | null;
                                };
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTenantEnter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 30 */
                    minutes?: number;
                    /** @description The people of the business can read it in their log. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessToken: string;
                            /** @description Seconds until the access token ends */
                            expiresIn: number;
                            /** @description Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie */
                            refreshToken: string;
                            role: string;
                            tenant: components["schemas"]["Tenant"] | null;
                            /** Format: date-time */
                            until: string;
                            user: {
                                /** @description A path on this server; it opens without a token */
                                avatarUrl: string | null;
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                locale: string | null;
                                name: string;
                                systemAdmin: boolean;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTenantResume: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            businessType: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** @description What it has instead of what its plan says. */
                            exceptions: {
                                features: {
                                    [key: string]: boolean;
                                };
                                limits: {
                                    [key: string]: number | null;
                                };
                            };
                            features: string[];
                            /** @description By part: its channels by status, what waits, dead letters. */
                            health: {
                                [key: string]: unknown;
                            };
                            id: string;
                            members: number;
                            name: string;
                            owner: {
                                email: string;
                                name: string;
                            } | null;
                            plan: string;
                            /** @enum {string} */
                            status: "active" | "trial" | "suspended";
                            suspended: {
                                reason: string;
                                /** Format: date-time */
                                since: string;
                            } | null;
                            usage: {
                                [key: string]: {
                                    /** @description Null: no limit. */
                                    limit: number | null;
                                    resetsAt: string | null;
                                    /** @description Null: it is not summed up, because it begins anew every minute or hour. */
                                    used: number | null;
                                };
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTenantSuspend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The people of the business read it. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            businessType: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** @description What it has instead of what its plan says. */
                            exceptions: {
                                features: {
                                    [key: string]: boolean;
                                };
                                limits: {
                                    [key: string]: number | null;
                                };
                            };
                            features: string[];
                            /** @description By part: its channels by status, what waits, dead letters. */
                            health: {
                                [key: string]: unknown;
                            };
                            id: string;
                            members: number;
                            name: string;
                            owner: {
                                email: string;
                                name: string;
                            } | null;
                            plan: string;
                            /** @enum {string} */
                            status: "active" | "trial" | "suspended";
                            suspended: {
                                reason: string;
                                /** Format: date-time */
                                since: string;
                            } | null;
                            usage: {
                                [key: string]: {
                                    /** @description Null: no limit. */
                                    limit: number | null;
                                    resetsAt: string | null;
                                    /** @description Null: it is not summed up, because it begins anew every minute or hour. */
                                    used: number | null;
                                };
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTenantsLeave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            accessToken: string;
                            /** @description Seconds until the access token ends */
                            expiresIn: number;
                            /** @description Empty when the request asked with X-Session: cookie; then it came as an HttpOnly cookie */
                            refreshToken: string;
                            role: string;
                            tenant: components["schemas"]["Tenant"] | null;
                            user: {
                                /** @description A path on this server; it opens without a token */
                                avatarUrl: string | null;
                                email: string;
                                emailVerified: boolean;
                                id: string;
                                locale: string | null;
                                name: string;
                                systemAdmin: boolean;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            passkeys: number;
                            recoveryCodesLeft: number;
                            /** @description An authenticator app is set up. With it or a passkey, the password alone opens nothing. */
                            totp: boolean;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    putTwoFactorPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    required: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            required: boolean;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTwoFactorRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Each opens the account once, in place of a code. Shown now, and never again. */
                            recoveryCodes: string[];
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTwoFactorReset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTwoFactorTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description The key in base32, for who types it into the app */
                            secret: string;
                            /** @description otpauth://…, to be shown as a QR code */
                            uri: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTwoFactorTotpConfirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Each opens the account once, in place of a code. Shown now, and never again. */
                            recoveryCodes: string[];
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postTwoFactorTotpRemove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            [key: string]: {
                                /** @description Null: no limit. */
                                limit: number | null;
                                resetsAt: string | null;
                                /** @description Null: it is not summed up, because it begins anew every minute or hour. */
                                used: number | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getUsers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description A path on this server; it opens without a token */
                            avatarUrl: string | null;
                            /** @description Open conversations at one time; null: as many as the business allows */
                            capacity: number | null;
                            /** Format: date-time */
                            createdAt: string;
                            email: string;
                            id: string;
                            /** @description Two letters, as in ISO 639-1 */
                            languages: string[];
                            name: string;
                            /** @description With `role: "own"`: a role that the business made */
                            ownRole: {
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                            skills: string[];
                            /** @description Automatic assignment gives them conversations */
                            takesConversations: boolean;
                            /** @description Signing in takes them a second factor */
                            twoFactor: boolean;
                            /**
                             * @description Which conversations they see: those assigned to them (`own`), those of their teams as well (`team`), or `all`
                             * @enum {string}
                             */
                            visibility: "own" | "team" | "all";
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteUserById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchUserById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role?: "tenant_admin" | "agent" | "billing_admin" | "viewer";
                    /** @description An own role, instead of `role` */
                    roleId?: string;
                    /**
                     * @description Which conversations they see: those assigned to them (`own`), those of their teams as well (`team`), or `all`
                     * @enum {string}
                     */
                    visibility?: "own" | "team" | "all";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description A path on this server; it opens without a token */
                            avatarUrl: string | null;
                            /** @description Open conversations at one time; null: as many as the business allows */
                            capacity: number | null;
                            /** Format: date-time */
                            createdAt: string;
                            email: string;
                            id: string;
                            /** @description Two letters, as in ISO 639-1 */
                            languages: string[];
                            name: string;
                            /** @description With `role: "own"`: a role that the business made */
                            ownRole: {
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                            skills: string[];
                            /** @description Automatic assignment gives them conversations */
                            takesConversations: boolean;
                            /** @description Signing in takes them a second factor */
                            twoFactor: boolean;
                            /**
                             * @description Which conversations they see: those assigned to them (`own`), those of their teams as well (`team`), or `all`
                             * @enum {string}
                             */
                            visibility: "own" | "team" | "all";
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchUserAbilities: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    capacity?: number | null;
                    languages?: string[];
                    /** @description Words of your own, like `billing` */
                    skills?: string[];
                    /** @description null: as the role has it; agents do */
                    takesConversations?: boolean | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description A path on this server; it opens without a token */
                            avatarUrl: string | null;
                            /** @description Open conversations at one time; null: as many as the business allows */
                            capacity: number | null;
                            /** Format: date-time */
                            createdAt: string;
                            email: string;
                            id: string;
                            /** @description Two letters, as in ISO 639-1 */
                            languages: string[];
                            name: string;
                            /** @description With `role: "own"`: a role that the business made */
                            ownRole: {
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            role: "tenant_admin" | "agent" | "billing_admin" | "viewer" | "own";
                            skills: string[];
                            /** @description Automatic assignment gives them conversations */
                            takesConversations: boolean;
                            /** @description Signing in takes them a second factor */
                            twoFactor: boolean;
                            /**
                             * @description Which conversations they see: those assigned to them (`own`), those of their teams as well (`team`), or `all`
                             * @enum {string}
                             */
                            visibility: "own" | "team" | "all";
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postWebhookDebugger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            expiresAt: string;
                            id: string;
                            /** @description The last 50, newest first */
                            requests: {
                                at: string;
                                body: string;
                                /** @description Of the body as it came; what is shown may be less */
                                bytes: number;
                                headers: {
                                    [key: string]: string;
                                };
                                id: string;
                                /**
                                 * @description What a receiver would make of it. no_endpoint: none has this address, so its secret is not known
                                 * @enum {string}
                                 */
                                verdict: "valid" | "invalid" | "unsigned" | "stale" | "no_endpoint";
                            }[];
                            /** @description Make it the address of an endpoint, or call it yourself */
                            url: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getWebhookDebuggerById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            expiresAt: string;
                            id: string;
                            /** @description The last 50, newest first */
                            requests: {
                                at: string;
                                body: string;
                                /** @description Of the body as it came; what is shown may be less */
                                bytes: number;
                                headers: {
                                    [key: string]: string;
                                };
                                id: string;
                                /**
                                 * @description What a receiver would make of it. no_endpoint: none has this address, so its secret is not known
                                 * @enum {string}
                                 */
                                verdict: "valid" | "invalid" | "unsigned" | "stale" | "no_endpoint";
                            }[];
                            /** @description Make it the address of an endpoint, or call it yourself */
                            url: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getWebhookEndpoints: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            description: string;
                            disabledAt: string | null;
                            /** @description Who disabled it: a person, the endpoint itself (410), or five days of failure */
                            disabledReason: ("person" | "gone" | "failing") | null;
                            enabled: boolean;
                            failing: {
                                /** @description Calls that failed one after the other */
                                failures: number;
                                /** @description Nothing is tried before */
                                nextTryAt: string | null;
                                since: string;
                            } | null;
                            id: string;
                            /** @description The secret before the last one signs, too, until then */
                            oldSecretValidUntil: string | null;
                            ordered: boolean;
                            types: string[];
                            updatedAt: string;
                            url: string;
                            /** @description Events on their way to it, at most 100,000; in the answer for one endpoint */
                            waiting?: number;
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    description?: string;
                    /**
                     * @description Events of one thing (an order, a conversation) one after the other; a failing one holds up those behind it
                     * @default false
                     */
                    ordered?: boolean;
                    /**
                     * @description Which events: `order.confirmed`, `order.*`, `*`
                     * @default [
                     *       "*"
                     *     ]
                     */
                    types?: string[];
                    /** @description https, on the public Internet */
                    url: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            description: string;
                            disabledAt: string | null;
                            /** @description Who disabled it: a person, the endpoint itself (410), or five days of failure */
                            disabledReason: ("person" | "gone" | "failing") | null;
                            enabled: boolean;
                            failing: {
                                /** @description Calls that failed one after the other */
                                failures: number;
                                /** @description Nothing is tried before */
                                nextTryAt: string | null;
                                since: string;
                            } | null;
                            id: string;
                            /** @description The secret before the last one signs, too, until then */
                            oldSecretValidUntil: string | null;
                            ordered: boolean;
                            /** @description `whsec_…`; verifies what arrives, with any library for Standard Webhooks */
                            secret: string;
                            types: string[];
                            updatedAt: string;
                            url: string;
                            /** @description Events on their way to it, at most 100,000; in the answer for one endpoint */
                            waiting?: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getWebhookEndpointById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            description: string;
                            disabledAt: string | null;
                            /** @description Who disabled it: a person, the endpoint itself (410), or five days of failure */
                            disabledReason: ("person" | "gone" | "failing") | null;
                            enabled: boolean;
                            failing: {
                                /** @description Calls that failed one after the other */
                                failures: number;
                                /** @description Nothing is tried before */
                                nextTryAt: string | null;
                                since: string;
                            } | null;
                            id: string;
                            /** @description The secret before the last one signs, too, until then */
                            oldSecretValidUntil: string | null;
                            ordered: boolean;
                            types: string[];
                            updatedAt: string;
                            url: string;
                            /** @description Events on their way to it, at most 100,000; in the answer for one endpoint */
                            waiting?: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    deleteWebhookEndpointById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    patchWebhookEndpointById: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    enabled?: boolean;
                    ordered?: boolean;
                    types?: string[];
                    url?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            createdAt: string;
                            description: string;
                            disabledAt: string | null;
                            /** @description Who disabled it: a person, the endpoint itself (410), or five days of failure */
                            disabledReason: ("person" | "gone" | "failing") | null;
                            enabled: boolean;
                            failing: {
                                /** @description Calls that failed one after the other */
                                failures: number;
                                /** @description Nothing is tried before */
                                nextTryAt: string | null;
                                since: string;
                            } | null;
                            id: string;
                            /** @description The secret before the last one signs, too, until then */
                            oldSecretValidUntil: string | null;
                            ordered: boolean;
                            types: string[];
                            updatedAt: string;
                            url: string;
                            /** @description Events on their way to it, at most 100,000; in the answer for one endpoint */
                            waiting?: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getWebhookEndpointAttempts: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description Only calls with this event */
                event?: string;
                limit?: number;
                /** @description given_up: the last try of an event failed */
                outcome?: "delivered" | "failed" | "given_up";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            answer: {
                                /** @description Its beginning, at most 1,024 bytes */
                                body: string;
                                headers: {
                                    [key: string]: string;
                                };
                                status: number;
                            } | null;
                            at: string;
                            /** @description Which try of this event it was, from 1 */
                            attempt: number;
                            /** @enum {string} */
                            cause: "event" | "replay" | "test";
                            durationMs: number;
                            /** @description Why there was no answer, or none that counts: `OUTSIDE_TIMEOUT`, `REDIRECT`, … (docs/api/errors.md) */
                            error: string | null;
                            eventId: string;
                            eventType: string;
                            id: string;
                            nextTryAt: string | null;
                            /** @enum {string} */
                            outcome: "delivered" | "failed" | "given_up";
                            request: {
                                /** @description Where its body can be read: the event in the log; null for a test */
                                body: string | null;
                                headers: {
                                    [key: string]: string;
                                };
                                url: string;
                            };
                        }[];
                        meta: {
                            pagination: {
                                limit: number;
                                nextCursor: string | null;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getWebhookEndpointDiff: {
        parameters: {
            query?: {
                /** @description An event; absent: the one sent before b of the same type */
                a?: string;
                /** @description Another one; absent: the last that was sent */
                b?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            a: {
                                at: string;
                                id: string;
                                type: string;
                                version: number;
                            } | null;
                            b: {
                                at: string;
                                id: string;
                                type: string;
                                version: number;
                            } | null;
                            changes: {
                                a?: unknown;
                                b?: unknown;
                                /** @enum {string} */
                                kind: "added" | "removed" | "changed";
                                /** @description `data.total.amount`, `data.lines[2]` */
                                path: string;
                            }[];
                            same: boolean;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postWebhookEndpointReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One event, `evt_…` */
                    event: string;
                } | {
                    cursor?: string;
                    /**
                     * @description Only what the endpoint never answered with success
                     * @default false
                     */
                    missedOnly?: boolean;
                    /**
                     * Format: date-time
                     * @description What happened from this moment on
                     */
                    since: string;
                    types?: string;
                    /** Format: date-time */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Send it with the same body to go on; null when those were all */
                            nextCursor: string | null;
                            /** @description Events that are on their way now */
                            queued: number;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postWebhookEndpointRotateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            oldSecretValidUntil: string | null;
                            /** @description `whsec_…`; verifies what arrives, with any library for Standard Webhooks */
                            secret: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    getWebhookEndpointSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            oldSecretValidUntil: string | null;
                            /** @description `whsec_…`; verifies what arrives, with any library for Standard Webhooks */
                            secret: string;
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
    postWebhookEndpointTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key and body: same answer, one effect. Kept for 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            _links: {
                                [key: string]: string;
                            };
                            answer: {
                                /** @description Its beginning, at most 1,024 bytes */
                                body: string;
                                headers: {
                                    [key: string]: string;
                                };
                                status: number;
                            } | null;
                            at: string;
                            /** @description Which try of this event it was, from 1 */
                            attempt: number;
                            /** @enum {string} */
                            cause: "event" | "replay" | "test";
                            durationMs: number;
                            /** @description Why there was no answer, or none that counts: `OUTSIDE_TIMEOUT`, `REDIRECT`, … (docs/api/errors.md) */
                            error: string | null;
                            eventId: string;
                            eventType: string;
                            id: string;
                            nextTryAt: string | null;
                            /** @enum {string} */
                            outcome: "delivered" | "failed" | "given_up";
                            request: {
                                /** @description Where its body can be read: the event in the log; null for a test */
                                body: string | null;
                                headers: {
                                    [key: string]: string;
                                };
                                url: string;
                            };
                        };
                        /** @enum {boolean} */
                        success: true;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
        };
    };
}
