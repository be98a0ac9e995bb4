package io.camelid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelid.error.SettingException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number among the settings is looked at when the context starts, not when a request first needs it. */
class SettingsCheckTest {

    private final Properties changed = new Properties();

    @ParameterizedTest
    @CsvSource({
        "camel.server.port, -1, from 0 to 65535",
        "camel.server.port, 65536, from 0 to 65535",
        "camel.management.port, 0, from 1 to 65535",
        "camel.server.max-body-size, 32 MiB, from 1 upwards",
        "camel.main.shutdown-timeout, 0, from 1 to",
        "camelid.max-requests, 0, from 1 to",
        "camelid.max-buffered-bytes, -1, from 1 upwards",
        "camelid.max-answer-bytes, 1e9, from 1 upwards",
        "camelid.max-buffered-answer-bytes, 0, from 1 upwards",
        "camelid.max-header-bytes, 99999999999, from 1 to",
        "camelid.max-connections-per-provider, '', from 1 to",
        "camelid.connect-timeout-millis, 5s, from 1 to",
        "camelid.idle-timeout-millis, 2147483647, from 1 to",
        "camelid.request-timeout-millis, 0, from 1 to"
    })
    void aNumberThatIsNoneOrTooSmallOrTooLarge(String key, String value, String range) {
        changed.setProperty(key, value);

        assertThatThrownBy(() -> check(true))
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll(key, Settings.variable(key), range, "is '" + value + "'");
    }

    @Test
    void whatIsShippedCanWork() {
        assertThatCode(() -> check(true)).doesNotThrowAnyException();
    }

    @Test
    void theManagementPortOfWhoHasNone() {
        changed.setProperty("camel.management.enabled", "false");
        changed.setProperty("camel.management.port", "none");

        assertThatCode(() -> check(true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel.server.port", "camelid.max-requests"})
    void whatAHostHasSettingsOfItsOwnFor(String key) {
        changed.setProperty(key, "abc");

        assertThatCode(() -> check(false)).doesNotThrowAnyException();
    }

    @Test
    void theReadmeHasThemAll() throws IOException {
        Properties shipped = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("config/application.properties"))) {
            shipped.load(file);
        }
        String readme = Files.readString(Path.of("README.md"));

        assertThat(shipped.stringPropertyNames())
                .filteredOn(it -> it.startsWith("camelid."))
                .hasSizeGreaterThan(12)
                .allSatisfy(it -> assertThat(readme).contains(it));
    }

    private void check(boolean standalone) {
        CamelContext camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addLocation("file:config/application.properties");
        camel.getPropertiesComponent().setOverrideProperties(changed);
        new SettingsCheck(new Settings(camel.getPropertiesComponent()), standalone)
                .onCamelContextStarting(camel, false);
    }
}
