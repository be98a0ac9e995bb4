package io.camelid.dialect.llamastack;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelid.dialect.Fields;
import io.camelid.llama.ContentItem;
import io.camelid.llama.ImageSource;
import io.camelid.llama.InterleavedContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads content: a string, an item, or a list of items. Source: Llama Stack, {@code InterleavedContent}. */
final class ContentDecoder {

    private ContentDecoder() {}

    static InterleavedContent decode(Fields in, String name) {
        InterleavedContent content = decodeOptional(in, name);
        if (content == null) {
            throw in.wrong(name, "is missing.");
        }
        return content;
    }

    static @Nullable InterleavedContent decodeOptional(Fields in, String name) {
        JsonNode content = in.node(name);
        if (content == null) {
            return null;
        }
        if (content.isTextual()) {
            return InterleavedContent.of(in.requiredText(name));
        }
        if (content.isObject()) {
            return new InterleavedContent.Items(List.of(item(in.requiredObject(name))));
        }
        if (!content.isArray()) {
            throw in.wrong(name, "must be a string, an item or a list of items.");
        }
        return new InterleavedContent.Items(
                in.objects(name).stream().map(ContentDecoder::item).toList());
    }

    static ContentItem item(Fields item) {
        return switch (item.requiredText("type")) {
            case "text" -> new ContentItem.Text(item.requiredText("text"));
            case "image" -> new ContentItem.Image(image(item));
            default -> throw item.wrong("type", "must be 'text' or 'image'.");
        };
    }

    /** A URL wins over data, as it did upstream; what is no object is taken for the URL. */
    private static ImageSource image(Fields item) {
        JsonNode value = item.node("image");
        if (value != null && value.isTextual()) {
            return new ImageSource.Url(value.textValue());
        }
        Fields image = item.requiredObject("image");
        JsonNode url = image.node("url");
        if (url != null) {
            return new ImageSource.Url(
                    url.isTextual()
                            ? url.textValue()
                            : image.requiredObject("url").requiredText("uri"));
        }
        String data = image.text("data");
        if (data == null) {
            throw item.wrong("image", "must have a 'url' or 'data'.");
        }
        return new ImageSource.Data(data);
    }
}
