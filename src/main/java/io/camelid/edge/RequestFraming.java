package io.camelid.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no byte of one request is read as another: where the end of a body is not known, its request is refused, and
 * nothing behind it is read. One for each connection.
 *
 * <p>Source: RFC 9112, section 6.
 */
final class RequestFraming extends ChannelInboundHandlerAdapter {

    private @Nullable HttpRequest request;
    private boolean lost;

    /** Why the end of a request's body is not known, in words for the client. */
    static final class UnknownEndException extends DecoderException {

        private static final long serialVersionUID = 1L;

        private final String words;

        UnknownEndException(String words) {
            super(words);
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static void watch(HttpConnection connection) {
        ConnectionBase base = (ConnectionBase) connection;
        base.channel().pipeline().addBefore(base.channelHandlerContext().name(), "framing", new RequestFraming());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (lost) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest head) {
            request = head;
            if (isChunkedOrWithout(head)) {
                context.fireChannelRead(head);
            } else {
                spoil(
                        head,
                        "The end of the request's body is not known: send the Transfer-Encoding 'chunked' alone, which needs"
                                + " version 1.1 of HTTP, or a Content-Length.");
                context.fireChannelRead(head);
                context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            }
        } else if (request != null
                && message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            content.release();
            spoil(request, "The chunks of the request's body are not as HTTP has them.");
            context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            context.fireChannelRead(message);
        }
    }

    private static boolean isChunkedOrWithout(HttpRequest head) {
        List<String> encodings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return encodings.isEmpty()
                || encodings.size() == 1
                        && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.getFirst())
                        && head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
    }

    /** To the rest of the edge it is one that could not be read, which ends here and is answered in its turn. */
    private void spoil(HttpRequest unread, String why) {
        lost = true;
        unread.setDecoderResult(DecoderResult.failure(new UnknownEndException(why)));
    }
}
