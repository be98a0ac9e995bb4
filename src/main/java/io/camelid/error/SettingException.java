package io.camelid.error;

/** A setting that can't work; the message names it and the mend. Ends the start. */
public final class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }
}
