/// Signing in with an OpenID Connect provider, where one is set: clinicians by their browser,
/// programs by a token. Without the setting nothing of this is there.
@NullMarked
package org.lasegue.web.signin;

import org.jspecify.annotations.NullMarked;
