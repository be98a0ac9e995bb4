package io.camelid.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.catalog.NativeDialects;
import io.camelid.dialect.openai.RecordedChats;
import org.junit.jupiter.api.Test;

/** What others once asked of chats; needs {@code CAMELID_SHARED}. */
class RecordedRequestsTest {

    @Test
    void everyRecordedChatRequestBecomesOneTheProviderTakes() {
        int written = RecordedChats.encode(
                NativeDialects.GEMINI,
                GeminiWire::problems,
                "gemini-2.0-flash",
                "gemini-2.5-pro",
                "gemini-3-flash-preview");

        assertThat(written).isGreaterThan(300);
    }
}
