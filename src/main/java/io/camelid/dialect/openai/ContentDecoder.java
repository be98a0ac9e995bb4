package io.camelid.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;

/**
 * Reads a message's {@code content}: null, a string, or parts.
 *
 * <p>Source: OpenAI, {@code ChatCompletionRequestUserMessageContentPart} and the like. Throws: a part of another kind is
 * refused, for an answer that has not read it would be wrong. Lossy: an image's {@code detail} is
 * listed as not carried.
 */
final class ContentDecoder {

    private ContentDecoder() {}

    /** Text only; null is nothing said. */
    static InterleavedContent text(Fields message) {
        return decode(message, false);
    }

    /** Text, images, files and sounds; null is nothing said. */
    static InterleavedContent media(Fields message) {
        return decode(message, true);
    }

    private static InterleavedContent decode(Fields message, boolean media) {
        JsonNode content = message.node("content");
        if (content == null) {
            return InterleavedContent.EMPTY;
        }
        if (content.isTextual()) {
            return InterleavedContent.of(message.requiredText("content"));
        }
        if (!content.isArray()) {
            throw message.wrong("content", "must be a string or a list of parts.");
        }
        return new InterleavedContent.Items(message.objects("content").stream()
                .map(part -> item(part, media))
                .toList());
    }

    private static ContentItem item(Fields part, boolean media) {
        String type = part.requiredText("type");
        return switch (type) {
            case "text" -> new ContentItem.Text(part.requiredText("text"), CacheMarks.decode(part));
            case "refusal" -> new ContentItem.Text(part.requiredText("refusal"));
            case "image_url" -> new ContentItem.Image(image(ofUser(part, media)), CacheMarks.decode(part));
            case "file" -> FileDecoder.file(ofUser(part, media).requiredObject("file"), CacheMarks.decode(part));
            case "input_audio" ->
                FileDecoder.audio(ofUser(part, media).requiredObject("input_audio"), CacheMarks.decode(part));
            default ->
                throw part.wrong(
                        "type",
                        "must be 'text', 'image_url', 'file' or 'input_audio': the gateway translates no other for this"
                                + " model's provider.");
        };
    }

    private static Fields ofUser(Fields part, boolean media) {
        if (!media) {
            throw part.wrong("type", "must be 'text': only a user's message may hold images and files.");
        }
        return part;
    }

    private static ImageSource image(Fields part) {
        Fields image = part.requiredObject("image_url");
        image.ignore("detail", "\"auto\"");
        return new ImageSource.Url(image.requiredText("url"));
    }
}
