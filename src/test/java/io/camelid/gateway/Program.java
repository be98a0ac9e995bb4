package io.camelid.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelid.Camelid;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractStringAssert;

/** The program as an operator runs it: a process of its own, in a folder of its own, on any free port. */
final class Program {

    static final String SIMULATOR = """
            providers: {inference: [{provider_id: sim, provider_type: "inline::simulator"}]}
            models: [{model_id: simulator, provider_id: sim}]
            """;

    private static final Pattern READY = Pattern.compile("Camelid is ready: base URL (http://\\S+), models (.*)");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path folder;
    private final Map<String, String> environment =
            new HashMap<>(Map.of("CAMEL_SERVER_PORT", "0", "CAMEL_MANAGEMENT_ENABLED", "false"));
    private final List<String> properties = new ArrayList<>();

    Program(Path folder) {
        this.folder = folder;
    }

    /** Puts a file into its folder. */
    Program file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Sets an environment variable. */
    Program with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets a system property. */
    Program withProperty(String name, String value) {
        properties.add("-D" + name + "=" + value);
        return this;
    }

    /** Refuses to start, in words and without a stack trace. */
    AbstractStringAssert<?> isRefused() throws IOException, InterruptedException {
        String told = refusal();
        return assertThat(told).isNotBlank().doesNotContain("\tat ", "\n   at ", "java.lang.", "Exception:");
    }

    /** All that is said by a start that ends by itself. */
    String refusal() throws IOException, InterruptedException {
        Process process = start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it gave up").isTrue();
            String told = said();
            assertThat(process.exitValue()).as(told).isEqualTo(1);
            return told;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts and runs as long as the use of it takes. */
    void runs(Use use) throws Exception {
        Process process = start();
        try {
            Await.until(
                    "it is ready",
                    () -> !process.isAlive() || READY.matcher(said()).find());
            Matcher ready = READY.matcher(said());
            assertThat(ready.find()).as(said()).isTrue();
            use.of(new Running(ready.group(1), ready.group(2)));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What is done with a program that runs. */
    @FunctionalInterface
    interface Use {
        void of(Running program) throws Exception;
    }

    /**
     * What its ready line tells.
     *
     * @param models their names, separated by commas
     */
    record Running(String baseUrl, String models) {

        HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1"));
        command.addAll(properties);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Camelid.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Without what the JVM itself warns of. */
    private String said() throws IOException {
        return Files.readString(folder.resolve("said"))
                .lines()
                .filter(line -> !line.startsWith("WARNING: "))
                .collect(Collectors.joining("\n"));
    }
}
