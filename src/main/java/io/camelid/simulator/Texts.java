package io.camelid.simulator;

import io.camelid.llama.ContentItem;
import io.camelid.llama.InterleavedContent;
import java.util.List;
import java.util.stream.Collectors;

/** Content as the simulator reads it. */
final class Texts {

    private Texts() {}

    /** With images and files named, one blank between items. */
    static String named(InterleavedContent content) {
        return switch (content) {
            case InterleavedContent.Text(var text) -> text;
            case InterleavedContent.Items(var items) ->
                items.stream().map(Texts::named).collect(Collectors.joining(" "));
        };
    }

    private static String named(ContentItem item) {
        return switch (item) {
            case ContentItem.Text(var text, var cache) -> text;
            case ContentItem.Image image -> "[image]";
            case ContentItem.File file -> "[file]";
        };
    }

    /** How many tokens its texts have; images and files cost nothing. */
    static long tokens(InterleavedContent content) {
        return switch (content) {
            case InterleavedContent.Text(var text) -> Tokens.count(text);
            case InterleavedContent.Items(var items) ->
                items.stream().mapToLong(Texts::tokens).sum();
        };
    }

    private static long tokens(ContentItem item) {
        return switch (item) {
            case ContentItem.Text(var text, var cache) -> Tokens.count(text);
            case ContentItem.Image image -> 0;
            case ContentItem.File file -> 0;
        };
    }

    /** The words from the last to the first. */
    static String reversed(String text) {
        List<String> words = Tokens.split(text).stream().map(String::strip).toList();
        return String.join(" ", words.reversed());
    }
}
