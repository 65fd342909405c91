/** What accounts ask of the server. */
import { api, ok, type Schema } from "../core/api";

export const signUp = (body: Schema["AccountDraft"]) => ok(api.POST("/api/accounts", { body }));

export const confirmEmail = (token: string) => ok(api.POST("/api/accounts/confirmation", { body: { token } }));

export const askConfirmation = (body: Schema["LinkAsk"]) => ok(api.POST("/api/accounts/confirmation-mails", { body }));

export const signIn = (body: Schema["SignInDraft"]) => ok(api.POST("/api/sessions", { body }));

export const listSessions = () => ok(api.GET("/api/sessions"));

export const revokeSession = (id: string) => ok(api.DELETE("/api/sessions/{session_id}", { params: { path: { session_id: id } } }));

export const askPasswordReset = (body: Schema["LinkAsk"]) => ok(api.POST("/api/password-resets", { body }));

export const resetPassword = (body: Schema["ResetDraft"]) => ok(api.POST("/api/password-resets/completion", { body }));

export const editMe = (body: Schema["AccountChange"]) => ok(api.PATCH("/api/me", { body }));

export const changePassword = (body: Schema["PasswordChange"]) => ok(api.POST("/api/me/password", { body }));

export const askEmailChange = (body: Schema["EmailChange"]) => ok(api.POST("/api/me/email", { body }));

export const confirmNewEmail = (token: string) => ok(api.POST("/api/accounts/new-address", { body: { token } }));

export const eraseAccount = (password: string) => ok(api.DELETE("/api/account", { body: { password } }));

export const listDemoPeople = () => ok(api.GET("/api/demo/people"));

export const enterDemo = (key: string) => ok(api.POST("/api/demo/sessions", { body: { key } }));
